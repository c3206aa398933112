from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RuleEvidenceVerdicts")


@_attrs_define
class RuleEvidenceVerdicts:
    """What these probes found about the setting.

    Attributes:
        confirmed (int):
        adjusted (int):
        refuted (int):
        inconclusive (int):
        untested (int):
    """

    confirmed: int
    adjusted: int
    refuted: int
    inconclusive: int
    untested: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        confirmed = self.confirmed

        adjusted = self.adjusted

        refuted = self.refuted

        inconclusive = self.inconclusive

        untested = self.untested

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "confirmed": confirmed,
                "adjusted": adjusted,
                "refuted": refuted,
                "inconclusive": inconclusive,
                "untested": untested,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        confirmed = d.pop("confirmed")

        adjusted = d.pop("adjusted")

        refuted = d.pop("refuted")

        inconclusive = d.pop("inconclusive")

        untested = d.pop("untested")

        rule_evidence_verdicts = cls(
            confirmed=confirmed,
            adjusted=adjusted,
            refuted=refuted,
            inconclusive=inconclusive,
            untested=untested,
        )

        rule_evidence_verdicts.additional_properties = d
        return rule_evidence_verdicts

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
