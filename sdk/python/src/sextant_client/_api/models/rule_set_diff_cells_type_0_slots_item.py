from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_set_diff_cells_type_0_slots_item_after_type_0 import (
        RuleSetDiffCellsType0SlotsItemAfterType0,
    )
    from ..models.rule_set_diff_cells_type_0_slots_item_before_type_0 import (
        RuleSetDiffCellsType0SlotsItemBeforeType0,
    )
    from ..models.rule_set_diff_cells_type_0_slots_item_facts import (
        RuleSetDiffCellsType0SlotsItemFacts,
    )


T = TypeVar("T", bound="RuleSetDiffCellsType0SlotsItem")


@_attrs_define
class RuleSetDiffCellsType0SlotsItem:
    """
    Attributes:
        slot (str):
        before (None | RuleSetDiffCellsType0SlotsItemBeforeType0): The rule that decides, and what it says; null where
            none does.
        after (None | RuleSetDiffCellsType0SlotsItemAfterType0): The rule that decides, and what it says; null where
            none does.
        facts (RuleSetDiffCellsType0SlotsItemFacts): Facts for which it shows; null is a missing one, and others may be
            anything.
    """

    slot: str
    before: None | RuleSetDiffCellsType0SlotsItemBeforeType0
    after: None | RuleSetDiffCellsType0SlotsItemAfterType0
    facts: RuleSetDiffCellsType0SlotsItemFacts
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.rule_set_diff_cells_type_0_slots_item_after_type_0 import (
            RuleSetDiffCellsType0SlotsItemAfterType0,
        )
        from ..models.rule_set_diff_cells_type_0_slots_item_before_type_0 import (
            RuleSetDiffCellsType0SlotsItemBeforeType0,
        )

        slot = self.slot

        before: dict[str, Any] | None
        if isinstance(self.before, RuleSetDiffCellsType0SlotsItemBeforeType0):
            before = self.before.to_dict()
        else:
            before = self.before

        after: dict[str, Any] | None
        if isinstance(self.after, RuleSetDiffCellsType0SlotsItemAfterType0):
            after = self.after.to_dict()
        else:
            after = self.after

        facts = self.facts.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "slot": slot,
                "before": before,
                "after": after,
                "facts": facts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_set_diff_cells_type_0_slots_item_after_type_0 import (
            RuleSetDiffCellsType0SlotsItemAfterType0,
        )
        from ..models.rule_set_diff_cells_type_0_slots_item_before_type_0 import (
            RuleSetDiffCellsType0SlotsItemBeforeType0,
        )
        from ..models.rule_set_diff_cells_type_0_slots_item_facts import (
            RuleSetDiffCellsType0SlotsItemFacts,
        )

        d = dict(src_dict)
        slot = d.pop("slot")

        def _parse_before(
            data: object,
        ) -> None | RuleSetDiffCellsType0SlotsItemBeforeType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                before_type_0 = RuleSetDiffCellsType0SlotsItemBeforeType0.from_dict(
                    data
                )

                return before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleSetDiffCellsType0SlotsItemBeforeType0, data)

        before = _parse_before(d.pop("before"))

        def _parse_after(
            data: object,
        ) -> None | RuleSetDiffCellsType0SlotsItemAfterType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                after_type_0 = RuleSetDiffCellsType0SlotsItemAfterType0.from_dict(data)

                return after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleSetDiffCellsType0SlotsItemAfterType0, data)

        after = _parse_after(d.pop("after"))

        facts = RuleSetDiffCellsType0SlotsItemFacts.from_dict(d.pop("facts"))

        rule_set_diff_cells_type_0_slots_item = cls(
            slot=slot,
            before=before,
            after=after,
            facts=facts,
        )

        rule_set_diff_cells_type_0_slots_item.additional_properties = d
        return rule_set_diff_cells_type_0_slots_item

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
