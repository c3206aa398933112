from typing import Literal

FixedSettingsNumericScaling = Literal["quantileNormal", "robustSmoothClip", "standard"]

FIXED_SETTINGS_NUMERIC_SCALING_VALUES: set[FixedSettingsNumericScaling] = {
    "quantileNormal",
    "robustSmoothClip",
    "standard",
}


def check_fixed_settings_numeric_scaling(value: str) -> FixedSettingsNumericScaling:
    if value in FIXED_SETTINGS_NUMERIC_SCALING_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_NUMERIC_SCALING_VALUES!r}"
    )
