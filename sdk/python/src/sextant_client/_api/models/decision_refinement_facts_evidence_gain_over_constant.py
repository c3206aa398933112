from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DecisionRefinementFactsEvidenceGainOverConstant")


@_attrs_define
class DecisionRefinementFactsEvidenceGainOverConstant:
    """
    Attributes:
        difference (float):
        probability_of_gain (float):
    """

    difference: float
    probability_of_gain: float

    def to_dict(self) -> dict[str, Any]:
        difference = self.difference

        probability_of_gain = self.probability_of_gain

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "difference": difference,
                "probabilityOfGain": probability_of_gain,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        difference = d.pop("difference")

        probability_of_gain = d.pop("probabilityOfGain")

        decision_refinement_facts_evidence_gain_over_constant = cls(
            difference=difference,
            probability_of_gain=probability_of_gain,
        )

        return decision_refinement_facts_evidence_gain_over_constant
