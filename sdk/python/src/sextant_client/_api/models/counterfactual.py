from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.counterfactual_changes_item import CounterfactualChangesItem


T = TypeVar("T", bound="Counterfactual")


@_attrs_define
class Counterfactual:
    """
    Attributes:
        changes (list[CounterfactualChangesItem]): One fact or two; `null` is a fact that is not known.
        rule_id (None | str): The rule that would decide it.
        value (Any | Unset): What the slot would be.
    """

    changes: list[CounterfactualChangesItem]
    rule_id: None | str
    value: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        rule_id: None | str
        rule_id = self.rule_id

        value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "changes": changes,
                "ruleId": rule_id,
            }
        )
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.counterfactual_changes_item import CounterfactualChangesItem

        d = dict(src_dict)
        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = CounterfactualChangesItem.from_dict(changes_item_data)

            changes.append(changes_item)

        def _parse_rule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule_id = _parse_rule_id(d.pop("ruleId"))

        value = d.pop("value", UNSET)

        counterfactual = cls(
            changes=changes,
            rule_id=rule_id,
            value=value,
        )

        counterfactual.additional_properties = d
        return counterfactual

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
