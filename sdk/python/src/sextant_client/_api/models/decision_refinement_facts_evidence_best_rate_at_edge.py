from typing import Literal

DecisionRefinementFactsEvidenceBestRateAtEdge = Literal["high", "low", "none"]

DECISION_REFINEMENT_FACTS_EVIDENCE_BEST_RATE_AT_EDGE_VALUES: set[
    DecisionRefinementFactsEvidenceBestRateAtEdge
] = {
    "high",
    "low",
    "none",
}


def check_decision_refinement_facts_evidence_best_rate_at_edge(
    value: str,
) -> DecisionRefinementFactsEvidenceBestRateAtEdge:
    if value in DECISION_REFINEMENT_FACTS_EVIDENCE_BEST_RATE_AT_EDGE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DECISION_REFINEMENT_FACTS_EVIDENCE_BEST_RATE_AT_EDGE_VALUES!r}"
    )
