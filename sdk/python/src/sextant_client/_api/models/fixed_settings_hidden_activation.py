from typing import Literal

FixedSettingsHiddenActivation = Literal[
    "elu", "gelu", "leakyRelu", "mish", "relu", "selu", "sigmoid", "silu", "tanh"
]

FIXED_SETTINGS_HIDDEN_ACTIVATION_VALUES: set[FixedSettingsHiddenActivation] = {
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


def check_fixed_settings_hidden_activation(value: str) -> FixedSettingsHiddenActivation:
    if value in FIXED_SETTINGS_HIDDEN_ACTIVATION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_HIDDEN_ACTIVATION_VALUES!r}"
    )
