from typing import Literal

RecommendationSettingsClassWeightsType0 = Literal["balanced", "none", "squareRoot"]

RECOMMENDATION_SETTINGS_CLASS_WEIGHTS_TYPE_0_VALUES: set[
    RecommendationSettingsClassWeightsType0
] = {
    "balanced",
    "none",
    "squareRoot",
}


def check_recommendation_settings_class_weights_type_0(
    value: str,
) -> RecommendationSettingsClassWeightsType0:
    if value in RECOMMENDATION_SETTINGS_CLASS_WEIGHTS_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_CLASS_WEIGHTS_TYPE_0_VALUES!r}"
    )
