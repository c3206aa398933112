from typing import Literal

FixedSettingsWeightDecaySchedule = Literal["constant", "flatCosine"]

FIXED_SETTINGS_WEIGHT_DECAY_SCHEDULE_VALUES: set[FixedSettingsWeightDecaySchedule] = {
    "constant",
    "flatCosine",
}


def check_fixed_settings_weight_decay_schedule(
    value: str,
) -> FixedSettingsWeightDecaySchedule:
    if value in FIXED_SETTINGS_WEIGHT_DECAY_SCHEDULE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_WEIGHT_DECAY_SCHEDULE_VALUES!r}"
    )
