from typing import Literal

RecommendationSettingsTargetTransformType0 = Literal[
    "log1p", "none", "quantile", "standardize"
]

RECOMMENDATION_SETTINGS_TARGET_TRANSFORM_TYPE_0_VALUES: set[
    RecommendationSettingsTargetTransformType0
] = {
    "log1p",
    "none",
    "quantile",
    "standardize",
}


def check_recommendation_settings_target_transform_type_0(
    value: str,
) -> RecommendationSettingsTargetTransformType0:
    if value in RECOMMENDATION_SETTINGS_TARGET_TRANSFORM_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_TARGET_TRANSFORM_TYPE_0_VALUES!r}"
    )
