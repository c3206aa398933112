from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.decision_activation_facts_before import DecisionActivationFactsBefore


T = TypeVar("T", bound="DecisionShadowOutcome")


@_attrs_define
class DecisionShadowOutcome:
    """
    Attributes:
        candidate (DecisionActivationFactsBefore):
        runs (bool):
    """

    candidate: DecisionActivationFactsBefore
    runs: bool

    def to_dict(self) -> dict[str, Any]:
        candidate = self.candidate.to_dict()

        runs = self.runs

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "candidate": candidate,
                "runs": runs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_activation_facts_before import (
            DecisionActivationFactsBefore,
        )

        d = dict(src_dict)
        candidate = DecisionActivationFactsBefore.from_dict(d.pop("candidate"))

        runs = d.pop("runs")

        decision_shadow_outcome = cls(
            candidate=candidate,
            runs=runs,
        )

        return decision_shadow_outcome
