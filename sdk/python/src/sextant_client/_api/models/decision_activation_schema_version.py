from typing import Literal

DecisionActivationSchemaVersion = Literal[1, 2]

DECISION_ACTIVATION_SCHEMA_VERSION_VALUES: set[DecisionActivationSchemaVersion] = {
    1,
    2,
}


def check_decision_activation_schema_version(
    value: int,
) -> DecisionActivationSchemaVersion:
    if value in DECISION_ACTIVATION_SCHEMA_VERSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_ACTIVATION_SCHEMA_VERSION_VALUES!r}"
    )
