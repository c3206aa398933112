from typing import Literal

FixedSettingsInitializer = Literal[
    "dataDriven", "glorotUniform", "heNormal", "lecunNormal", "ntk"
]

FIXED_SETTINGS_INITIALIZER_VALUES: set[FixedSettingsInitializer] = {
    "dataDriven",
    "glorotUniform",
    "heNormal",
    "lecunNormal",
    "ntk",
}


def check_fixed_settings_initializer(value: str) -> FixedSettingsInitializer:
    if value in FIXED_SETTINGS_INITIALIZER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_INITIALIZER_VALUES!r}"
    )
