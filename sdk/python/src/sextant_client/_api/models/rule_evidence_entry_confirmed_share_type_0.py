from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RuleEvidenceEntryConfirmedShareType0")


@_attrs_define
class RuleEvidenceEntryConfirmedShareType0:
    """Of the probes that tried another value: the share that confirmed it, and its 95 % interval.

    Attributes:
        value (float):
        interval (list[float]):
    """

    value: float
    interval: list[float]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        interval = self.interval

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "value": value,
                "interval": interval,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        value = d.pop("value")

        interval = cast(list[float], d.pop("interval"))

        rule_evidence_entry_confirmed_share_type_0 = cls(
            value=value,
            interval=interval,
        )

        rule_evidence_entry_confirmed_share_type_0.additional_properties = d
        return rule_evidence_entry_confirmed_share_type_0

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
