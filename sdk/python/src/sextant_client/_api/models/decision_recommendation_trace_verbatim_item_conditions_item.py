from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.decision_recommendation_trace_verbatim_item_conditions_item_outcome import (
    DecisionRecommendationTraceVerbatimItemConditionsItemOutcome,
    check_decision_recommendation_trace_verbatim_item_conditions_item_outcome,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="DecisionRecommendationTraceVerbatimItemConditionsItem")


@_attrs_define
class DecisionRecommendationTraceVerbatimItemConditionsItem:
    """
    Attributes:
        path (str):
        outcome (DecisionRecommendationTraceVerbatimItemConditionsItemOutcome):
        condition (str | Unset):
        fact (str | Unset):
        operator (str | Unset):
        expected (Any | Unset):
        actual (Any | Unset):
    """

    path: str
    outcome: DecisionRecommendationTraceVerbatimItemConditionsItemOutcome
    condition: str | Unset = UNSET
    fact: str | Unset = UNSET
    operator: str | Unset = UNSET
    expected: Any | Unset = UNSET
    actual: Any | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        outcome: str = self.outcome

        condition = self.condition

        fact = self.fact

        operator = self.operator

        expected = self.expected

        actual = self.actual

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "path": path,
                "outcome": outcome,
            }
        )
        if condition is not UNSET:
            field_dict["condition"] = condition
        if fact is not UNSET:
            field_dict["fact"] = fact
        if operator is not UNSET:
            field_dict["operator"] = operator
        if expected is not UNSET:
            field_dict["expected"] = expected
        if actual is not UNSET:
            field_dict["actual"] = actual

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        path = d.pop("path")

        outcome = (
            check_decision_recommendation_trace_verbatim_item_conditions_item_outcome(
                d.pop("outcome")
            )
        )

        condition = d.pop("condition", UNSET)

        fact = d.pop("fact", UNSET)

        operator = d.pop("operator", UNSET)

        expected = d.pop("expected", UNSET)

        actual = d.pop("actual", UNSET)

        decision_recommendation_trace_verbatim_item_conditions_item = cls(
            path=path,
            outcome=outcome,
            condition=condition,
            fact=fact,
            operator=operator,
            expected=expected,
            actual=actual,
        )

        return decision_recommendation_trace_verbatim_item_conditions_item
