from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_set_diff_decisions_type_0_slots_item_examples_item import (
        RuleSetDiffDecisionsType0SlotsItemExamplesItem,
    )


T = TypeVar("T", bound="RuleSetDiffDecisionsType0SlotsItem")


@_attrs_define
class RuleSetDiffDecisionsType0SlotsItem:
    """
    Attributes:
        slot (str):
        decisions (int):
        examples (list[RuleSetDiffDecisionsType0SlotsItemExamplesItem]):
    """

    slot: str
    decisions: int
    examples: list[RuleSetDiffDecisionsType0SlotsItemExamplesItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slot = self.slot

        decisions = self.decisions

        examples = []
        for examples_item_data in self.examples:
            examples_item = examples_item_data.to_dict()
            examples.append(examples_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "slot": slot,
                "decisions": decisions,
                "examples": examples,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_set_diff_decisions_type_0_slots_item_examples_item import (
            RuleSetDiffDecisionsType0SlotsItemExamplesItem,
        )

        d = dict(src_dict)
        slot = d.pop("slot")

        decisions = d.pop("decisions")

        examples = []
        _examples = d.pop("examples")
        for examples_item_data in _examples:
            examples_item = RuleSetDiffDecisionsType0SlotsItemExamplesItem.from_dict(
                examples_item_data
            )

            examples.append(examples_item)

        rule_set_diff_decisions_type_0_slots_item = cls(
            slot=slot,
            decisions=decisions,
            examples=examples,
        )

        rule_set_diff_decisions_type_0_slots_item.additional_properties = d
        return rule_set_diff_decisions_type_0_slots_item

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
