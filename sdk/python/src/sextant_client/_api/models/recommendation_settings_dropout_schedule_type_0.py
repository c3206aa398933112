from typing import Literal

RecommendationSettingsDropoutScheduleType0 = Literal["constant", "flatCosine"]

RECOMMENDATION_SETTINGS_DROPOUT_SCHEDULE_TYPE_0_VALUES: set[
    RecommendationSettingsDropoutScheduleType0
] = {
    "constant",
    "flatCosine",
}


def check_recommendation_settings_dropout_schedule_type_0(
    value: str,
) -> RecommendationSettingsDropoutScheduleType0:
    if value in RECOMMENDATION_SETTINGS_DROPOUT_SCHEDULE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_DROPOUT_SCHEDULE_TYPE_0_VALUES!r}"
    )
