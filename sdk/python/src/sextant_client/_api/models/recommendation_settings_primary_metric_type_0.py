from typing import Literal

RecommendationSettingsPrimaryMetricType0 = Literal[
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

RECOMMENDATION_SETTINGS_PRIMARY_METRIC_TYPE_0_VALUES: set[
    RecommendationSettingsPrimaryMetricType0
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


def check_recommendation_settings_primary_metric_type_0(
    value: str,
) -> RecommendationSettingsPrimaryMetricType0:
    if value in RECOMMENDATION_SETTINGS_PRIMARY_METRIC_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_PRIMARY_METRIC_TYPE_0_VALUES!r}"
    )
