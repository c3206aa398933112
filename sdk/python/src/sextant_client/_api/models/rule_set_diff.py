from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_set_diff_cells_type_0 import RuleSetDiffCellsType0
    from ..models.rule_set_diff_decisions_type_0 import RuleSetDiffDecisionsType0
    from ..models.rule_set_reference import RuleSetReference


T = TypeVar("T", bound="RuleSetDiff")


@_attrs_define
class RuleSetDiff:
    """
    Attributes:
        before (RuleSetReference):
        after (RuleSetReference):
        cells (None | RuleSetDiffCellsType0): Over all regions of facts; null where that takes too long.
        decisions (None | RuleSetDiffDecisionsType0): Over recorded decisions; null where that takes too long.
    """

    before: RuleSetReference
    after: RuleSetReference
    cells: None | RuleSetDiffCellsType0
    decisions: None | RuleSetDiffDecisionsType0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.rule_set_diff_cells_type_0 import RuleSetDiffCellsType0
        from ..models.rule_set_diff_decisions_type_0 import RuleSetDiffDecisionsType0

        before = self.before.to_dict()

        after = self.after.to_dict()

        cells: dict[str, Any] | None
        if isinstance(self.cells, RuleSetDiffCellsType0):
            cells = self.cells.to_dict()
        else:
            cells = self.cells

        decisions: dict[str, Any] | None
        if isinstance(self.decisions, RuleSetDiffDecisionsType0):
            decisions = self.decisions.to_dict()
        else:
            decisions = self.decisions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "before": before,
                "after": after,
                "cells": cells,
                "decisions": decisions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_set_diff_cells_type_0 import RuleSetDiffCellsType0
        from ..models.rule_set_diff_decisions_type_0 import RuleSetDiffDecisionsType0
        from ..models.rule_set_reference import RuleSetReference

        d = dict(src_dict)
        before = RuleSetReference.from_dict(d.pop("before"))

        after = RuleSetReference.from_dict(d.pop("after"))

        def _parse_cells(data: object) -> None | RuleSetDiffCellsType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cells_type_0 = RuleSetDiffCellsType0.from_dict(data)

                return cells_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleSetDiffCellsType0, data)

        cells = _parse_cells(d.pop("cells"))

        def _parse_decisions(data: object) -> None | RuleSetDiffDecisionsType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decisions_type_0 = RuleSetDiffDecisionsType0.from_dict(data)

                return decisions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleSetDiffDecisionsType0, data)

        decisions = _parse_decisions(d.pop("decisions"))

        rule_set_diff = cls(
            before=before,
            after=after,
            cells=cells,
            decisions=decisions,
        )

        rule_set_diff.additional_properties = d
        return rule_set_diff

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
