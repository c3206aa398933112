from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.decision_activation_facts_before import DecisionActivationFactsBefore


T = TypeVar("T", bound="DecisionActivationOutcome")


@_attrs_define
class DecisionActivationOutcome:
    """
    Attributes:
        active (DecisionActivationFactsBefore):
    """

    active: DecisionActivationFactsBefore

    def to_dict(self) -> dict[str, Any]:
        active = self.active.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "active": active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_activation_facts_before import (
            DecisionActivationFactsBefore,
        )

        d = dict(src_dict)
        active = DecisionActivationFactsBefore.from_dict(d.pop("active"))

        decision_activation_outcome = cls(
            active=active,
        )

        return decision_activation_outcome
