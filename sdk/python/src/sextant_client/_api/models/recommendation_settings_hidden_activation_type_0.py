from typing import Literal

RecommendationSettingsHiddenActivationType0 = Literal[
    "elu", "gelu", "leakyRelu", "mish", "relu", "selu", "sigmoid", "silu", "tanh"
]

RECOMMENDATION_SETTINGS_HIDDEN_ACTIVATION_TYPE_0_VALUES: set[
    RecommendationSettingsHiddenActivationType0
] = {
    "elu",
    "gelu",
    "leakyRelu",
    "mish",
    "relu",
    "selu",
    "sigmoid",
    "silu",
    "tanh",
}


def check_recommendation_settings_hidden_activation_type_0(
    value: str,
) -> RecommendationSettingsHiddenActivationType0:
    if value in RECOMMENDATION_SETTINGS_HIDDEN_ACTIVATION_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_HIDDEN_ACTIVATION_TYPE_0_VALUES!r}"
    )
