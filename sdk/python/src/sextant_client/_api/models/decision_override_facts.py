from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DecisionOverrideFacts")


@_attrs_define
class DecisionOverrideFacts:
    """
    Attributes:
        slot (str):
        final (Any): Any JSON value.
    """

    slot: str
    final: Any

    def to_dict(self) -> dict[str, Any]:
        slot = self.slot

        final = self.final

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slot": slot,
                "final": final,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slot = d.pop("slot")

        final = d.pop("final")

        decision_override_facts = cls(
            slot=slot,
            final=final,
        )

        return decision_override_facts
