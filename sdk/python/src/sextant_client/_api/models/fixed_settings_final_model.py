from typing import Literal

FixedSettingsFinalModel = Literal["ensemble", "refit"]

FIXED_SETTINGS_FINAL_MODEL_VALUES: set[FixedSettingsFinalModel] = {
    "ensemble",
    "refit",
}


def check_fixed_settings_final_model(value: str) -> FixedSettingsFinalModel:
    if value in FIXED_SETTINGS_FINAL_MODEL_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_FINAL_MODEL_VALUES!r}"
    )
