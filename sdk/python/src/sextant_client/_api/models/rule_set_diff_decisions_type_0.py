from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_set_diff_decisions_type_0_slots_item import (
        RuleSetDiffDecisionsType0SlotsItem,
    )


T = TypeVar("T", bound="RuleSetDiffDecisionsType0")


@_attrs_define
class RuleSetDiffDecisionsType0:
    """Over recorded decisions; null where that takes too long.

    Attributes:
        decisions (int): How many were asked anew, the newest ones.
        different (int): Those with at least one other setting.
        failed (int): Those to which one of the rule sets has no answer.
        failures (list[str]): Ids of some of them.
        slots (list[RuleSetDiffDecisionsType0SlotsItem]):
    """

    decisions: int
    different: int
    failed: int
    failures: list[str]
    slots: list[RuleSetDiffDecisionsType0SlotsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decisions = self.decisions

        different = self.different

        failed = self.failed

        failures = self.failures

        slots = []
        for slots_item_data in self.slots:
            slots_item = slots_item_data.to_dict()
            slots.append(slots_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decisions": decisions,
                "different": different,
                "failed": failed,
                "failures": failures,
                "slots": slots,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_set_diff_decisions_type_0_slots_item import (
            RuleSetDiffDecisionsType0SlotsItem,
        )

        d = dict(src_dict)
        decisions = d.pop("decisions")

        different = d.pop("different")

        failed = d.pop("failed")

        failures = cast(list[str], d.pop("failures"))

        slots = []
        _slots = d.pop("slots")
        for slots_item_data in _slots:
            slots_item = RuleSetDiffDecisionsType0SlotsItem.from_dict(slots_item_data)

            slots.append(slots_item)

        rule_set_diff_decisions_type_0 = cls(
            decisions=decisions,
            different=different,
            failed=failed,
            failures=failures,
            slots=slots,
        )

        rule_set_diff_decisions_type_0.additional_properties = d
        return rule_set_diff_decisions_type_0

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
