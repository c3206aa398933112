from typing import Literal

RecommendationSettingsMetricsType0Item = Literal[
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

RECOMMENDATION_SETTINGS_METRICS_TYPE_0_ITEM_VALUES: set[
    RecommendationSettingsMetricsType0Item
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


def check_recommendation_settings_metrics_type_0_item(
    value: str,
) -> RecommendationSettingsMetricsType0Item:
    if value in RECOMMENDATION_SETTINGS_METRICS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_METRICS_TYPE_0_ITEM_VALUES!r}"
    )
