from typing import Literal

FixedSettingsTargetTransform = Literal["log1p", "none", "quantile", "standardize"]

FIXED_SETTINGS_TARGET_TRANSFORM_VALUES: set[FixedSettingsTargetTransform] = {
    "log1p",
    "none",
    "quantile",
    "standardize",
}


def check_fixed_settings_target_transform(value: str) -> FixedSettingsTargetTransform:
    if value in FIXED_SETTINGS_TARGET_TRANSFORM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_TARGET_TRANSFORM_VALUES!r}"
    )
