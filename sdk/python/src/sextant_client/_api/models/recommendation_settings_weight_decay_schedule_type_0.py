from typing import Literal

RecommendationSettingsWeightDecayScheduleType0 = Literal["constant", "flatCosine"]

RECOMMENDATION_SETTINGS_WEIGHT_DECAY_SCHEDULE_TYPE_0_VALUES: set[
    RecommendationSettingsWeightDecayScheduleType0
] = {
    "constant",
    "flatCosine",
}


def check_recommendation_settings_weight_decay_schedule_type_0(
    value: str,
) -> RecommendationSettingsWeightDecayScheduleType0:
    if value in RECOMMENDATION_SETTINGS_WEIGHT_DECAY_SCHEDULE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_WEIGHT_DECAY_SCHEDULE_TYPE_0_VALUES!r}"
    )
