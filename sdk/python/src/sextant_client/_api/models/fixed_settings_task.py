from typing import Literal

FixedSettingsTask = Literal[
    "binary", "count", "multiclass", "multilabel", "ordinal", "proportion", "regression"
]

FIXED_SETTINGS_TASK_VALUES: set[FixedSettingsTask] = {
    "binary",
    "count",
    "multiclass",
    "multilabel",
    "ordinal",
    "proportion",
    "regression",
}


def check_fixed_settings_task(value: str) -> FixedSettingsTask:
    if value in FIXED_SETTINGS_TASK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_TASK_VALUES!r}"
    )
