from typing import Literal

FixedSettingsPrimaryMetric = Literal[
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

FIXED_SETTINGS_PRIMARY_METRIC_VALUES: set[FixedSettingsPrimaryMetric] = {
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


def check_fixed_settings_primary_metric(value: str) -> FixedSettingsPrimaryMetric:
    if value in FIXED_SETTINGS_PRIMARY_METRIC_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_PRIMARY_METRIC_VALUES!r}"
    )
