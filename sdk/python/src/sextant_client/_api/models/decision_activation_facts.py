from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.decision_activation_facts_before import DecisionActivationFactsBefore


T = TypeVar("T", bound="DecisionActivationFacts")


@_attrs_define
class DecisionActivationFacts:
    """
    Attributes:
        before (DecisionActivationFactsBefore):
    """

    before: DecisionActivationFactsBefore

    def to_dict(self) -> dict[str, Any]:
        before = self.before.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "before": before,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_activation_facts_before import (
            DecisionActivationFactsBefore,
        )

        d = dict(src_dict)
        before = DecisionActivationFactsBefore.from_dict(d.pop("before"))

        decision_activation_facts = cls(
            before=before,
        )

        return decision_activation_facts
