from typing import Literal

FixedSettingsDecisionThreshold = Literal["calibrated", "default"]

FIXED_SETTINGS_DECISION_THRESHOLD_VALUES: set[FixedSettingsDecisionThreshold] = {
    "calibrated",
    "default",
}


def check_fixed_settings_decision_threshold(
    value: str,
) -> FixedSettingsDecisionThreshold:
    if value in FIXED_SETTINGS_DECISION_THRESHOLD_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_DECISION_THRESHOLD_VALUES!r}"
    )
