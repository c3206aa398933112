from typing import Literal

ProblemType = Literal["about:blank"]

PROBLEM_TYPE_VALUES: set[ProblemType] = {
    "about:blank",
}


def check_problem_type(value: str) -> ProblemType:
    if value in PROBLEM_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROBLEM_TYPE_VALUES!r}"
    )
