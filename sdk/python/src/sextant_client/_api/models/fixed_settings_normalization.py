from typing import Literal

FixedSettingsNormalization = Literal["batch", "layer", "none"]

FIXED_SETTINGS_NORMALIZATION_VALUES: set[FixedSettingsNormalization] = {
    "batch",
    "layer",
    "none",
}


def check_fixed_settings_normalization(value: str) -> FixedSettingsNormalization:
    if value in FIXED_SETTINGS_NORMALIZATION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_NORMALIZATION_VALUES!r}"
    )
