from typing import Literal

RecommendationSettingsPredictionRangeType0 = Literal["none", "seen"]

RECOMMENDATION_SETTINGS_PREDICTION_RANGE_TYPE_0_VALUES: set[
    RecommendationSettingsPredictionRangeType0
] = {
    "none",
    "seen",
}


def check_recommendation_settings_prediction_range_type_0(
    value: str,
) -> RecommendationSettingsPredictionRangeType0:
    if value in RECOMMENDATION_SETTINGS_PREDICTION_RANGE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_PREDICTION_RANGE_TYPE_0_VALUES!r}"
    )
