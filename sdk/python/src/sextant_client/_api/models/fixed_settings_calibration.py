from typing import Literal

FixedSettingsCalibration = Literal["none", "temperature"]

FIXED_SETTINGS_CALIBRATION_VALUES: set[FixedSettingsCalibration] = {
    "none",
    "temperature",
}


def check_fixed_settings_calibration(value: str) -> FixedSettingsCalibration:
    if value in FIXED_SETTINGS_CALIBRATION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_CALIBRATION_VALUES!r}"
    )
