from typing import Literal

FixedSettingsOutputBias = Literal["prior", "zero"]

FIXED_SETTINGS_OUTPUT_BIAS_VALUES: set[FixedSettingsOutputBias] = {
    "prior",
    "zero",
}


def check_fixed_settings_output_bias(value: str) -> FixedSettingsOutputBias:
    if value in FIXED_SETTINGS_OUTPUT_BIAS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_OUTPUT_BIAS_VALUES!r}"
    )
