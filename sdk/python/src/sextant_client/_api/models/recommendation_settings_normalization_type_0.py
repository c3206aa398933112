from typing import Literal

RecommendationSettingsNormalizationType0 = Literal["batch", "layer", "none"]

RECOMMENDATION_SETTINGS_NORMALIZATION_TYPE_0_VALUES: set[
    RecommendationSettingsNormalizationType0
] = {
    "batch",
    "layer",
    "none",
}


def check_recommendation_settings_normalization_type_0(
    value: str,
) -> RecommendationSettingsNormalizationType0:
    if value in RECOMMENDATION_SETTINGS_NORMALIZATION_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_NORMALIZATION_TYPE_0_VALUES!r}"
    )
