from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar(
    "T",
    bound="DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1",
)


@_attrs_define
class DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1:
    """
    Attributes:
        rule (int | str):
        value (Any): Any JSON value.
        lost_because (str):
    """

    rule: int | str
    value: Any
    lost_because: str

    def to_dict(self) -> dict[str, Any]:
        rule: int | str
        rule = self.rule

        value = self.value

        lost_because = self.lost_because

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rule": rule,
                "value": value,
                "lostBecause": lost_because,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_rule(data: object) -> int | str:
            return cast(int | str, data)

        rule = _parse_rule(d.pop("rule"))

        value = d.pop("value")

        lost_because = d.pop("lostBecause")

        decision_recommendation_trace_other_slots_additional_property_type_2_losers_item_type_1 = cls(
            rule=rule,
            value=value,
            lost_because=lost_because,
        )

        return decision_recommendation_trace_other_slots_additional_property_type_2_losers_item_type_1
