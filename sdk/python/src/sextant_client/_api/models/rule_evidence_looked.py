from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RuleEvidenceLooked")


@_attrs_define
class RuleEvidenceLooked:
    """How many probes were looked at, the newest ones, and whether these are all.

    Attributes:
        probes (int):
        is_whole (bool):
        damaged (int | Unset): Probes of which a record was changed after it was written: they are not counted. Absent
            where there is none.
    """

    probes: int
    is_whole: bool
    damaged: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        probes = self.probes

        is_whole = self.is_whole

        damaged = self.damaged

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "probes": probes,
                "isWhole": is_whole,
            }
        )
        if damaged is not UNSET:
            field_dict["damaged"] = damaged

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        probes = d.pop("probes")

        is_whole = d.pop("isWhole")

        damaged = d.pop("damaged", UNSET)

        rule_evidence_looked = cls(
            probes=probes,
            is_whole=is_whole,
            damaged=damaged,
        )

        rule_evidence_looked.additional_properties = d
        return rule_evidence_looked

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
