from typing import Literal

FixedSettingsPredictionRange = Literal["none", "seen"]

FIXED_SETTINGS_PREDICTION_RANGE_VALUES: set[FixedSettingsPredictionRange] = {
    "none",
    "seen",
}


def check_fixed_settings_prediction_range(value: str) -> FixedSettingsPredictionRange:
    if value in FIXED_SETTINGS_PREDICTION_RANGE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_PREDICTION_RANGE_VALUES!r}"
    )
