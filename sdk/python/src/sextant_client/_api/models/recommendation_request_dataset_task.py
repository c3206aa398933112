from typing import Literal

RecommendationRequestDatasetTask = Literal[
    "binary", "count", "multiclass", "multilabel", "ordinal", "proportion", "regression"
]

RECOMMENDATION_REQUEST_DATASET_TASK_VALUES: set[RecommendationRequestDatasetTask] = {
    "binary",
    "count",
    "multiclass",
    "multilabel",
    "ordinal",
    "proportion",
    "regression",
}


def check_recommendation_request_dataset_task(
    value: str,
) -> RecommendationRequestDatasetTask:
    if value in RECOMMENDATION_REQUEST_DATASET_TASK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_REQUEST_DATASET_TASK_VALUES!r}"
    )
