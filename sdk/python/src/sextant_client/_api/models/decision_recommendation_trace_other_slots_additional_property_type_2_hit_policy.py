from typing import Literal

DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy = Literal[
    "collect", "unique"
]

DECISION_RECOMMENDATION_TRACE_OTHER_SLOTS_ADDITIONAL_PROPERTY_TYPE_2_HIT_POLICY_VALUES: set[
    DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy
] = {
    "collect",
    "unique",
}


def check_decision_recommendation_trace_other_slots_additional_property_type_2_hit_policy(
    value: str,
) -> DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy:
    if (
        value
        in DECISION_RECOMMENDATION_TRACE_OTHER_SLOTS_ADDITIONAL_PROPERTY_TYPE_2_HIT_POLICY_VALUES
    ):
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_RECOMMENDATION_TRACE_OTHER_SLOTS_ADDITIONAL_PROPERTY_TYPE_2_HIT_POLICY_VALUES!r}"
    )
