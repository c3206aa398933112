from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_set_diff_cells_type_0_slots_item import (
        RuleSetDiffCellsType0SlotsItem,
    )


T = TypeVar("T", bound="RuleSetDiffCellsType0")


@_attrs_define
class RuleSetDiffCellsType0:
    """Over all regions of facts; null where that takes too long.

    Attributes:
        added (list[str]):
        removed (list[str]):
        changed (list[str]): Rules that both have and write differently.
        slots (list[RuleSetDiffCellsType0SlotsItem]):
        unproven (list[str]): Settings with too many cases to compare.
    """

    added: list[str]
    removed: list[str]
    changed: list[str]
    slots: list[RuleSetDiffCellsType0SlotsItem]
    unproven: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        added = self.added

        removed = self.removed

        changed = self.changed

        slots = []
        for slots_item_data in self.slots:
            slots_item = slots_item_data.to_dict()
            slots.append(slots_item)

        unproven = self.unproven

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "added": added,
                "removed": removed,
                "changed": changed,
                "slots": slots,
                "unproven": unproven,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_set_diff_cells_type_0_slots_item import (
            RuleSetDiffCellsType0SlotsItem,
        )

        d = dict(src_dict)
        added = cast(list[str], d.pop("added"))

        removed = cast(list[str], d.pop("removed"))

        changed = cast(list[str], d.pop("changed"))

        slots = []
        _slots = d.pop("slots")
        for slots_item_data in _slots:
            slots_item = RuleSetDiffCellsType0SlotsItem.from_dict(slots_item_data)

            slots.append(slots_item)

        unproven = cast(list[str], d.pop("unproven"))

        rule_set_diff_cells_type_0 = cls(
            added=added,
            removed=removed,
            changed=changed,
            slots=slots,
            unproven=unproven,
        )

        rule_set_diff_cells_type_0.additional_properties = d
        return rule_set_diff_cells_type_0

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
