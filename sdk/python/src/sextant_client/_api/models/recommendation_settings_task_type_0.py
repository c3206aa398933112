from typing import Literal

RecommendationSettingsTaskType0 = Literal[
    "binary", "count", "multiclass", "multilabel", "ordinal", "proportion", "regression"
]

RECOMMENDATION_SETTINGS_TASK_TYPE_0_VALUES: set[RecommendationSettingsTaskType0] = {
    "binary",
    "count",
    "multiclass",
    "multilabel",
    "ordinal",
    "proportion",
    "regression",
}


def check_recommendation_settings_task_type_0(
    value: str,
) -> RecommendationSettingsTaskType0:
    if value in RECOMMENDATION_SETTINGS_TASK_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_TASK_TYPE_0_VALUES!r}"
    )
