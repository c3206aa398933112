from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.decision_recommendation_trace_verbatim_item_conditions_item import (
        DecisionRecommendationTraceVerbatimItemConditionsItem,
    )


T = TypeVar("T", bound="DecisionRecommendationTraceVerbatimItem")


@_attrs_define
class DecisionRecommendationTraceVerbatimItem:
    """
    Attributes:
        rule_id (str):
        fired (bool):
        conditions (list[DecisionRecommendationTraceVerbatimItemConditionsItem]):
    """

    rule_id: str
    fired: bool
    conditions: list[DecisionRecommendationTraceVerbatimItemConditionsItem]

    def to_dict(self) -> dict[str, Any]:
        rule_id = self.rule_id

        fired = self.fired

        conditions = []
        for conditions_item_data in self.conditions:
            conditions_item = conditions_item_data.to_dict()
            conditions.append(conditions_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "ruleId": rule_id,
                "fired": fired,
                "conditions": conditions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_recommendation_trace_verbatim_item_conditions_item import (
            DecisionRecommendationTraceVerbatimItemConditionsItem,
        )

        d = dict(src_dict)
        rule_id = d.pop("ruleId")

        fired = d.pop("fired")

        conditions = []
        _conditions = d.pop("conditions")
        for conditions_item_data in _conditions:
            conditions_item = (
                DecisionRecommendationTraceVerbatimItemConditionsItem.from_dict(
                    conditions_item_data
                )
            )

            conditions.append(conditions_item)

        decision_recommendation_trace_verbatim_item = cls(
            rule_id=rule_id,
            fired=fired,
            conditions=conditions,
        )

        return decision_recommendation_trace_verbatim_item
