from typing import Literal

RecommendationSettingsDecisionThresholdType0 = Literal["calibrated", "default"]

RECOMMENDATION_SETTINGS_DECISION_THRESHOLD_TYPE_0_VALUES: set[
    RecommendationSettingsDecisionThresholdType0
] = {
    "calibrated",
    "default",
}


def check_recommendation_settings_decision_threshold_type_0(
    value: str,
) -> RecommendationSettingsDecisionThresholdType0:
    if value in RECOMMENDATION_SETTINGS_DECISION_THRESHOLD_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_DECISION_THRESHOLD_TYPE_0_VALUES!r}"
    )
