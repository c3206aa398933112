from typing import Literal

DecisionVerdictsSchemaVersion = Literal[1, 2]

DECISION_VERDICTS_SCHEMA_VERSION_VALUES: set[DecisionVerdictsSchemaVersion] = {
    1,
    2,
}


def check_decision_verdicts_schema_version(value: int) -> DecisionVerdictsSchemaVersion:
    if value in DECISION_VERDICTS_SCHEMA_VERSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_VERDICTS_SCHEMA_VERSION_VALUES!r}"
    )
