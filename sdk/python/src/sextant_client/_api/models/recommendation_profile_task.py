from typing import Literal

RecommendationProfileTask = Literal[
    "binary", "count", "multiclass", "multilabel", "ordinal", "proportion", "regression"
]

RECOMMENDATION_PROFILE_TASK_VALUES: set[RecommendationProfileTask] = {
    "binary",
    "count",
    "multiclass",
    "multilabel",
    "ordinal",
    "proportion",
    "regression",
}


def check_recommendation_profile_task(value: str) -> RecommendationProfileTask:
    if value in RECOMMENDATION_PROFILE_TASK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROFILE_TASK_VALUES!r}"
    )
