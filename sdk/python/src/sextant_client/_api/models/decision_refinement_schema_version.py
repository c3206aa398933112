from typing import Literal

DecisionRefinementSchemaVersion = Literal[1, 2]

DECISION_REFINEMENT_SCHEMA_VERSION_VALUES: set[DecisionRefinementSchemaVersion] = {
    1,
    2,
}


def check_decision_refinement_schema_version(
    value: int,
) -> DecisionRefinementSchemaVersion:
    if value in DECISION_REFINEMENT_SCHEMA_VERSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_REFINEMENT_SCHEMA_VERSION_VALUES!r}"
    )
