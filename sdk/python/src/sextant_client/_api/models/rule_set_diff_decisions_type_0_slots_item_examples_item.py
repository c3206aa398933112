from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RuleSetDiffDecisionsType0SlotsItemExamplesItem")


@_attrs_define
class RuleSetDiffDecisionsType0SlotsItemExamplesItem:
    """
    Attributes:
        id (str):
        before (Any | Unset): Any JSON value.
        after (Any | Unset): Any JSON value.
    """

    id: str
    before: Any | Unset = UNSET
    after: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        before = self.before

        after = self.after

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if before is not UNSET:
            field_dict["before"] = before
        if after is not UNSET:
            field_dict["after"] = after

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        before = d.pop("before", UNSET)

        after = d.pop("after", UNSET)

        rule_set_diff_decisions_type_0_slots_item_examples_item = cls(
            id=id,
            before=before,
            after=after,
        )

        rule_set_diff_decisions_type_0_slots_item_examples_item.additional_properties = d
        return rule_set_diff_decisions_type_0_slots_item_examples_item

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
