from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationAdviceItemAlternativesItem")


@_attrs_define
class RecommendationAdviceItemAlternativesItem:
    """
    Attributes:
        value (Any): Any JSON value.
        rule_id (str):
        lost_because (str):
    """

    value: Any
    rule_id: str
    lost_because: str

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        rule_id = self.rule_id

        lost_because = self.lost_because

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "value": value,
                "ruleId": rule_id,
                "lostBecause": lost_because,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        value = d.pop("value")

        rule_id = d.pop("ruleId")

        lost_because = d.pop("lostBecause")

        recommendation_advice_item_alternatives_item = cls(
            value=value,
            rule_id=rule_id,
            lost_because=lost_because,
        )

        return recommendation_advice_item_alternatives_item
