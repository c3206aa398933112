from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.recommendation_advice_item_source_type_0 import (
        RecommendationAdviceItemSourceType0,
    )


T = TypeVar("T", bound="RuleEntry")


@_attrs_define
class RuleEntry:
    """
    Attributes:
        id (str):
        slot (str):
        priority (float):
        because (str): The reason; {{fact}} stands for the value of that fact.
        source (RecommendationAdviceItemSourceType0):
    """

    id: str
    slot: str
    priority: float
    because: str
    source: RecommendationAdviceItemSourceType0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        slot = self.slot

        priority = self.priority

        because = self.because

        source = self.source.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "slot": slot,
                "priority": priority,
                "because": because,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_advice_item_source_type_0 import (
            RecommendationAdviceItemSourceType0,
        )

        d = dict(src_dict)
        id = d.pop("id")

        slot = d.pop("slot")

        priority = d.pop("priority")

        because = d.pop("because")

        source = RecommendationAdviceItemSourceType0.from_dict(d.pop("source"))

        rule_entry = cls(
            id=id,
            slot=slot,
            priority=priority,
            because=because,
            source=source,
        )

        rule_entry.additional_properties = d
        return rule_entry

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
