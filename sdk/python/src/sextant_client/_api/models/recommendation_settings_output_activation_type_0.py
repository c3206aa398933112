from typing import Literal

RecommendationSettingsOutputActivationType0 = Literal[
    "exponential", "linear", "sigmoid", "softmax"
]

RECOMMENDATION_SETTINGS_OUTPUT_ACTIVATION_TYPE_0_VALUES: set[
    RecommendationSettingsOutputActivationType0
] = {
    "exponential",
    "linear",
    "sigmoid",
    "softmax",
}


def check_recommendation_settings_output_activation_type_0(
    value: str,
) -> RecommendationSettingsOutputActivationType0:
    if value in RECOMMENDATION_SETTINGS_OUTPUT_ACTIVATION_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_OUTPUT_ACTIVATION_TYPE_0_VALUES!r}"
    )
