from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RuleSetDiffCellsType0SlotsItemAfterType0")


@_attrs_define
class RuleSetDiffCellsType0SlotsItemAfterType0:
    """The rule that decides, and what it says; null where none does.

    Attributes:
        rule_id (str):
        recommend (Any | Unset): Any JSON value.
    """

    rule_id: str
    recommend: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rule_id = self.rule_id

        recommend = self.recommend

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ruleId": rule_id,
            }
        )
        if recommend is not UNSET:
            field_dict["recommend"] = recommend

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        rule_id = d.pop("ruleId")

        recommend = d.pop("recommend", UNSET)

        rule_set_diff_cells_type_0_slots_item_after_type_0 = cls(
            rule_id=rule_id,
            recommend=recommend,
        )

        rule_set_diff_cells_type_0_slots_item_after_type_0.additional_properties = d
        return rule_set_diff_cells_type_0_slots_item_after_type_0

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
