from typing import Literal

RecommendationSettingsCalibrationType0 = Literal["none", "temperature"]

RECOMMENDATION_SETTINGS_CALIBRATION_TYPE_0_VALUES: set[
    RecommendationSettingsCalibrationType0
] = {
    "none",
    "temperature",
}


def check_recommendation_settings_calibration_type_0(
    value: str,
) -> RecommendationSettingsCalibrationType0:
    if value in RECOMMENDATION_SETTINGS_CALIBRATION_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_CALIBRATION_TYPE_0_VALUES!r}"
    )
