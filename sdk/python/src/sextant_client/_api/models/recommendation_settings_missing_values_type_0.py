from typing import Literal

RecommendationSettingsMissingValuesType0 = Literal[
    "median", "medianWithIndicator", "regression", "regressionWithIndicator"
]

RECOMMENDATION_SETTINGS_MISSING_VALUES_TYPE_0_VALUES: set[
    RecommendationSettingsMissingValuesType0
] = {
    "median",
    "medianWithIndicator",
    "regression",
    "regressionWithIndicator",
}


def check_recommendation_settings_missing_values_type_0(
    value: str,
) -> RecommendationSettingsMissingValuesType0:
    if value in RECOMMENDATION_SETTINGS_MISSING_VALUES_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_MISSING_VALUES_TYPE_0_VALUES!r}"
    )
