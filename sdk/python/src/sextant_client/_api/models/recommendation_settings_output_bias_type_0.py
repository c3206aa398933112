from typing import Literal

RecommendationSettingsOutputBiasType0 = Literal["prior", "zero"]

RECOMMENDATION_SETTINGS_OUTPUT_BIAS_TYPE_0_VALUES: set[
    RecommendationSettingsOutputBiasType0
] = {
    "prior",
    "zero",
}


def check_recommendation_settings_output_bias_type_0(
    value: str,
) -> RecommendationSettingsOutputBiasType0:
    if value in RECOMMENDATION_SETTINGS_OUTPUT_BIAS_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_OUTPUT_BIAS_TYPE_0_VALUES!r}"
    )
