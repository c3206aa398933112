from typing import Literal

FixedSettingsDropoutSchedule = Literal["constant", "flatCosine"]

FIXED_SETTINGS_DROPOUT_SCHEDULE_VALUES: set[FixedSettingsDropoutSchedule] = {
    "constant",
    "flatCosine",
}


def check_fixed_settings_dropout_schedule(value: str) -> FixedSettingsDropoutSchedule:
    if value in FIXED_SETTINGS_DROPOUT_SCHEDULE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_DROPOUT_SCHEDULE_VALUES!r}"
    )
