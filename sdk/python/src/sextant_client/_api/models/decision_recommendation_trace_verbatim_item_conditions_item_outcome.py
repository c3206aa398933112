from typing import Literal

DecisionRecommendationTraceVerbatimItemConditionsItemOutcome = Literal[
    "false", "not_evaluated", "true", "unknown"
]

DECISION_RECOMMENDATION_TRACE_VERBATIM_ITEM_CONDITIONS_ITEM_OUTCOME_VALUES: set[
    DecisionRecommendationTraceVerbatimItemConditionsItemOutcome
] = {
    "false",
    "not_evaluated",
    "true",
    "unknown",
}


def check_decision_recommendation_trace_verbatim_item_conditions_item_outcome(
    value: str,
) -> DecisionRecommendationTraceVerbatimItemConditionsItemOutcome:
    if (
        value
        in DECISION_RECOMMENDATION_TRACE_VERBATIM_ITEM_CONDITIONS_ITEM_OUTCOME_VALUES
    ):
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_RECOMMENDATION_TRACE_VERBATIM_ITEM_CONDITIONS_ITEM_OUTCOME_VALUES!r}"
    )
