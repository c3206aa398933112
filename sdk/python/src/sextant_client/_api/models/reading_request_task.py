from typing import Literal

ReadingRequestTask = Literal[
    "binary", "count", "multiclass", "multilabel", "ordinal", "proportion", "regression"
]

READING_REQUEST_TASK_VALUES: set[ReadingRequestTask] = {
    "binary",
    "count",
    "multiclass",
    "multilabel",
    "ordinal",
    "proportion",
    "regression",
}


def check_reading_request_task(value: str) -> ReadingRequestTask:
    if value in READING_REQUEST_TASK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {READING_REQUEST_TASK_VALUES!r}"
    )
