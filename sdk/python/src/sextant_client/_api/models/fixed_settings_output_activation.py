from typing import Literal

FixedSettingsOutputActivation = Literal["exponential", "linear", "sigmoid", "softmax"]

FIXED_SETTINGS_OUTPUT_ACTIVATION_VALUES: set[FixedSettingsOutputActivation] = {
    "exponential",
    "linear",
    "sigmoid",
    "softmax",
}


def check_fixed_settings_output_activation(value: str) -> FixedSettingsOutputActivation:
    if value in FIXED_SETTINGS_OUTPUT_ACTIVATION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_OUTPUT_ACTIVATION_VALUES!r}"
    )
