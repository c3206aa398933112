from typing import Literal

DecisionOverrideSchemaVersion = Literal[1, 2]

DECISION_OVERRIDE_SCHEMA_VERSION_VALUES: set[DecisionOverrideSchemaVersion] = {
    1,
    2,
}


def check_decision_override_schema_version(value: int) -> DecisionOverrideSchemaVersion:
    if value in DECISION_OVERRIDE_SCHEMA_VERSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_OVERRIDE_SCHEMA_VERSION_VALUES!r}"
    )
