from typing import Literal

DecisionRecommendationSchemaVersion = Literal[1, 2]

DECISION_RECOMMENDATION_SCHEMA_VERSION_VALUES: set[
    DecisionRecommendationSchemaVersion
] = {
    1,
    2,
}


def check_decision_recommendation_schema_version(
    value: int,
) -> DecisionRecommendationSchemaVersion:
    if value in DECISION_RECOMMENDATION_SCHEMA_VERSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_RECOMMENDATION_SCHEMA_VERSION_VALUES!r}"
    )
