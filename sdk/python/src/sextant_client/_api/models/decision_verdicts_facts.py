from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DecisionVerdictsFacts")


@_attrs_define
class DecisionVerdictsFacts:
    """
    Attributes:
        probe_id (str):
    """

    probe_id: str

    def to_dict(self) -> dict[str, Any]:
        probe_id = self.probe_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "probeId": probe_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        probe_id = d.pop("probeId")

        decision_verdicts_facts = cls(
            probe_id=probe_id,
        )

        return decision_verdicts_facts
