from typing import Literal

FixedSettingsClassWeights = Literal["balanced", "none", "squareRoot"]

FIXED_SETTINGS_CLASS_WEIGHTS_VALUES: set[FixedSettingsClassWeights] = {
    "balanced",
    "none",
    "squareRoot",
}


def check_fixed_settings_class_weights(value: str) -> FixedSettingsClassWeights:
    if value in FIXED_SETTINGS_CLASS_WEIGHTS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_CLASS_WEIGHTS_VALUES!r}"
    )
