from typing import Literal

RecommendationSettingsNumericScalingType0 = Literal[
    "quantileNormal", "robustSmoothClip", "standard"
]

RECOMMENDATION_SETTINGS_NUMERIC_SCALING_TYPE_0_VALUES: set[
    RecommendationSettingsNumericScalingType0
] = {
    "quantileNormal",
    "robustSmoothClip",
    "standard",
}


def check_recommendation_settings_numeric_scaling_type_0(
    value: str,
) -> RecommendationSettingsNumericScalingType0:
    if value in RECOMMENDATION_SETTINGS_NUMERIC_SCALING_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_NUMERIC_SCALING_TYPE_0_VALUES!r}"
    )
