from typing import Literal

FixedSettingsMissingValues = Literal[
    "median", "medianWithIndicator", "regression", "regressionWithIndicator"
]

FIXED_SETTINGS_MISSING_VALUES_VALUES: set[FixedSettingsMissingValues] = {
    "median",
    "medianWithIndicator",
    "regression",
    "regressionWithIndicator",
}


def check_fixed_settings_missing_values(value: str) -> FixedSettingsMissingValues:
    if value in FIXED_SETTINGS_MISSING_VALUES_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_MISSING_VALUES_VALUES!r}"
    )
