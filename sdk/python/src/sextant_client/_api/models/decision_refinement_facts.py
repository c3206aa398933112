from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.decision_refinement_facts_evidence import (
        DecisionRefinementFactsEvidence,
    )


T = TypeVar("T", bound="DecisionRefinementFacts")


@_attrs_define
class DecisionRefinementFacts:
    """
    Attributes:
        evidence (DecisionRefinementFactsEvidence):
    """

    evidence: DecisionRefinementFactsEvidence

    def to_dict(self) -> dict[str, Any]:
        evidence = self.evidence.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "evidence": evidence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_refinement_facts_evidence import (
            DecisionRefinementFactsEvidence,
        )

        d = dict(src_dict)
        evidence = DecisionRefinementFactsEvidence.from_dict(d.pop("evidence"))

        decision_refinement_facts = cls(
            evidence=evidence,
        )

        return decision_refinement_facts
