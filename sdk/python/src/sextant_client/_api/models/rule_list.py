from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_entry import RuleEntry
    from ..models.rule_list_rule_set import RuleListRuleSet


T = TypeVar("T", bound="RuleList")


@_attrs_define
class RuleList:
    """
    Attributes:
        rule_set (RuleListRuleSet):
        data (list[RuleEntry]):
        next_cursor (None | str): For the next page; null at the end.
    """

    rule_set: RuleListRuleSet
    data: list[RuleEntry]
    next_cursor: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rule_set = self.rule_set.to_dict()

        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        next_cursor: None | str
        next_cursor = self.next_cursor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ruleSet": rule_set,
                "data": data,
                "nextCursor": next_cursor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_entry import RuleEntry
        from ..models.rule_list_rule_set import RuleListRuleSet

        d = dict(src_dict)
        rule_set = RuleListRuleSet.from_dict(d.pop("ruleSet"))

        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = RuleEntry.from_dict(data_item_data)

            data.append(data_item)

        def _parse_next_cursor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_cursor = _parse_next_cursor(d.pop("nextCursor"))

        rule_list = cls(
            rule_set=rule_set,
            data=data,
            next_cursor=next_cursor,
        )

        rule_list.additional_properties = d
        return rule_list

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
