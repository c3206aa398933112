from typing import Literal

DecisionVerdictsOutcomeVerdictsAdditionalProperty = Literal[
    "adjusted", "confirmed", "inconclusive", "refuted", "untested"
]

DECISION_VERDICTS_OUTCOME_VERDICTS_ADDITIONAL_PROPERTY_VALUES: set[
    DecisionVerdictsOutcomeVerdictsAdditionalProperty
] = {
    "adjusted",
    "confirmed",
    "inconclusive",
    "refuted",
    "untested",
}


def check_decision_verdicts_outcome_verdicts_additional_property(
    value: str,
) -> DecisionVerdictsOutcomeVerdictsAdditionalProperty:
    if value in DECISION_VERDICTS_OUTCOME_VERDICTS_ADDITIONAL_PROPERTY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_VERDICTS_OUTCOME_VERDICTS_ADDITIONAL_PROPERTY_VALUES!r}"
    )
