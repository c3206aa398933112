from typing import Literal

RecommendationProfileMetric = Literal[
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

RECOMMENDATION_PROFILE_METRIC_VALUES: set[RecommendationProfileMetric] = {
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


def check_recommendation_profile_metric(value: str) -> RecommendationProfileMetric:
    if value in RECOMMENDATION_PROFILE_METRIC_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROFILE_METRIC_VALUES!r}"
    )
