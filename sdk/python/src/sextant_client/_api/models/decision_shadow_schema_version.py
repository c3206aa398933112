from typing import Literal

DecisionShadowSchemaVersion = Literal[1, 2]

DECISION_SHADOW_SCHEMA_VERSION_VALUES: set[DecisionShadowSchemaVersion] = {
    1,
    2,
}


def check_decision_shadow_schema_version(value: int) -> DecisionShadowSchemaVersion:
    if value in DECISION_SHADOW_SCHEMA_VERSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_SHADOW_SCHEMA_VERSION_VALUES!r}"
    )
