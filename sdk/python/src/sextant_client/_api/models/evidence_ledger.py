from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_evidence_entry import RuleEvidenceEntry
    from ..models.rule_evidence_looked import RuleEvidenceLooked


T = TypeVar("T", bound="EvidenceLedger")


@_attrs_define
class EvidenceLedger:
    """
    Attributes:
        data (list[RuleEvidenceEntry]):
        next_cursor (None | str): For the next page; null at the end.
        looked (RuleEvidenceLooked): How many probes were looked at, the newest ones, and whether these are all.
    """

    data: list[RuleEvidenceEntry]
    next_cursor: None | str
    looked: RuleEvidenceLooked
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        next_cursor: None | str
        next_cursor = self.next_cursor

        looked = self.looked.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "data": data,
                "nextCursor": next_cursor,
                "looked": looked,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_evidence_entry import RuleEvidenceEntry
        from ..models.rule_evidence_looked import RuleEvidenceLooked

        d = dict(src_dict)
        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = RuleEvidenceEntry.from_dict(data_item_data)

            data.append(data_item)

        def _parse_next_cursor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_cursor = _parse_next_cursor(d.pop("nextCursor"))

        looked = RuleEvidenceLooked.from_dict(d.pop("looked"))

        evidence_ledger = cls(
            data=data,
            next_cursor=next_cursor,
            looked=looked,
        )

        evidence_ledger.additional_properties = d
        return evidence_ledger

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
