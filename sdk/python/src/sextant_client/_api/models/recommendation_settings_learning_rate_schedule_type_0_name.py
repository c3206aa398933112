from typing import Literal

RecommendationSettingsLearningRateScheduleType0Name = Literal[
    "constant", "cosine", "cosLog", "exponential", "oneCycle", "reduceOnPlateau", "step"
]

RECOMMENDATION_SETTINGS_LEARNING_RATE_SCHEDULE_TYPE_0_NAME_VALUES: set[
    RecommendationSettingsLearningRateScheduleType0Name
] = {
    "constant",
    "cosine",
    "cosLog",
    "exponential",
    "oneCycle",
    "reduceOnPlateau",
    "step",
}


def check_recommendation_settings_learning_rate_schedule_type_0_name(
    value: str,
) -> RecommendationSettingsLearningRateScheduleType0Name:
    if value in RECOMMENDATION_SETTINGS_LEARNING_RATE_SCHEDULE_TYPE_0_NAME_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_LEARNING_RATE_SCHEDULE_TYPE_0_NAME_VALUES!r}"
    )
