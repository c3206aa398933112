from typing import Literal

RecommendationProbeBaselinesItemScoreMetric = Literal[
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

RECOMMENDATION_PROBE_BASELINES_ITEM_SCORE_METRIC_VALUES: set[
    RecommendationProbeBaselinesItemScoreMetric
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


def check_recommendation_probe_baselines_item_score_metric(
    value: str,
) -> RecommendationProbeBaselinesItemScoreMetric:
    if value in RECOMMENDATION_PROBE_BASELINES_ITEM_SCORE_METRIC_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROBE_BASELINES_ITEM_SCORE_METRIC_VALUES!r}"
    )
