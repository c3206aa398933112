from typing import Literal

RecommendationRequestProbeMetric = Literal[
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

RECOMMENDATION_REQUEST_PROBE_METRIC_VALUES: set[RecommendationRequestProbeMetric] = {
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


def check_recommendation_request_probe_metric(
    value: str,
) -> RecommendationRequestProbeMetric:
    if value in RECOMMENDATION_REQUEST_PROBE_METRIC_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_REQUEST_PROBE_METRIC_VALUES!r}"
    )
