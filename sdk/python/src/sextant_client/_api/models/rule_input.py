from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_input_source import RuleInputSource
    from ..models.rule_input_when import RuleInputWhen


T = TypeVar("T", bound="RuleInput")


@_attrs_define
class RuleInput:
    """
    Attributes:
        id (str):
        slot (str):
        priority (float):
        recommend (Any): The value, or how it is computed.
        because (str):
        source (RuleInputSource):
        when (RuleInputWhen | Unset): Absent: the rule always fires.
    """

    id: str
    slot: str
    priority: float
    recommend: Any
    because: str
    source: RuleInputSource
    when: RuleInputWhen | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        slot = self.slot

        priority = self.priority

        recommend = self.recommend

        because = self.because

        source = self.source.to_dict()

        when: dict[str, Any] | Unset = UNSET
        if not isinstance(self.when, Unset):
            when = self.when.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "slot": slot,
                "priority": priority,
                "recommend": recommend,
                "because": because,
                "source": source,
            }
        )
        if when is not UNSET:
            field_dict["when"] = when

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_input_source import RuleInputSource
        from ..models.rule_input_when import RuleInputWhen

        d = dict(src_dict)
        id = d.pop("id")

        slot = d.pop("slot")

        priority = d.pop("priority")

        recommend = d.pop("recommend")

        because = d.pop("because")

        source = RuleInputSource.from_dict(d.pop("source"))

        _when = d.pop("when", UNSET)
        when: RuleInputWhen | Unset
        if isinstance(_when, Unset):
            when = UNSET
        else:
            when = RuleInputWhen.from_dict(_when)

        rule_input = cls(
            id=id,
            slot=slot,
            priority=priority,
            recommend=recommend,
            because=because,
            source=source,
            when=when,
        )

        rule_input.additional_properties = d
        return rule_input

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
