from typing import Literal

ProfileTask = Literal[
    "binary", "count", "multiclass", "multilabel", "ordinal", "proportion", "regression"
]

PROFILE_TASK_VALUES: set[ProfileTask] = {
    "binary",
    "count",
    "multiclass",
    "multilabel",
    "ordinal",
    "proportion",
    "regression",
}


def check_profile_task(value: str) -> ProfileTask:
    if value in PROFILE_TASK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROFILE_TASK_VALUES!r}"
    )
