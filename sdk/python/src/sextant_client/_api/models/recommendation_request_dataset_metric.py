from typing import Literal

RecommendationRequestDatasetMetric = Literal[
    "accuracy",
    "balancedAccuracy",
    "brierScore",
    "f1",
    "logLoss",
    "macroF1",
    "meanAbsoluteError",
    "meanSquaredError",
    "poissonDeviance",
    "prAuc",
    "precision",
    "r2",
    "recall",
    "rocAuc",
    "rootMeanSquaredError",
]

RECOMMENDATION_REQUEST_DATASET_METRIC_VALUES: set[
    RecommendationRequestDatasetMetric
] = {
    "accuracy",
    "balancedAccuracy",
    "brierScore",
    "f1",
    "logLoss",
    "macroF1",
    "meanAbsoluteError",
    "meanSquaredError",
    "poissonDeviance",
    "prAuc",
    "precision",
    "r2",
    "recall",
    "rocAuc",
    "rootMeanSquaredError",
}


def check_recommendation_request_dataset_metric(
    value: str,
) -> RecommendationRequestDatasetMetric:
    if value in RECOMMENDATION_REQUEST_DATASET_METRIC_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_REQUEST_DATASET_METRIC_VALUES!r}"
    )
