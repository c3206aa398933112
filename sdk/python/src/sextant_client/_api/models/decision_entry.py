from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_list_rule_set import RuleListRuleSet


T = TypeVar("T", bound="DecisionEntry")


@_attrs_define
class DecisionEntry:
    """
    Attributes:
        id (str):
        parent_id (None | str): The decision that this one follows.
        recommendation_id (None | str):
        kind (str): recommendation, refinement, verdicts, override, activation or shadow.
        occurred_at (datetime.datetime):
        actor (None | str): Who asked: id of the key, or name of the user.
        request_id (None | str):
        rule_set (RuleListRuleSet):
        duration_ms (float | None): Null of a damaged record.
        summary (str): What came of it, in a few words; of a damaged record what is wrong with it.
        damaged (bool | Unset): What is stored is not the record that was written; the other members are from beside it.
            Absent of all others.
    """

    id: str
    parent_id: None | str
    recommendation_id: None | str
    kind: str
    occurred_at: datetime.datetime
    actor: None | str
    request_id: None | str
    rule_set: RuleListRuleSet
    duration_ms: float | None
    summary: str
    damaged: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        parent_id: None | str
        parent_id = self.parent_id

        recommendation_id: None | str
        recommendation_id = self.recommendation_id

        kind = self.kind

        occurred_at = self.occurred_at.isoformat()

        actor: None | str
        actor = self.actor

        request_id: None | str
        request_id = self.request_id

        rule_set = self.rule_set.to_dict()

        duration_ms: float | None
        duration_ms = self.duration_ms

        summary = self.summary

        damaged = self.damaged

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "parentId": parent_id,
                "recommendationId": recommendation_id,
                "kind": kind,
                "occurredAt": occurred_at,
                "actor": actor,
                "requestId": request_id,
                "ruleSet": rule_set,
                "durationMs": duration_ms,
                "summary": summary,
            }
        )
        if damaged is not UNSET:
            field_dict["damaged"] = damaged

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_list_rule_set import RuleListRuleSet

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_parent_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        parent_id = _parse_parent_id(d.pop("parentId"))

        def _parse_recommendation_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        recommendation_id = _parse_recommendation_id(d.pop("recommendationId"))

        kind = d.pop("kind")

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurredAt"))

        def _parse_actor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        actor = _parse_actor(d.pop("actor"))

        def _parse_request_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        request_id = _parse_request_id(d.pop("requestId"))

        rule_set = RuleListRuleSet.from_dict(d.pop("ruleSet"))

        def _parse_duration_ms(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        duration_ms = _parse_duration_ms(d.pop("durationMs"))

        summary = d.pop("summary")

        damaged = d.pop("damaged", UNSET)

        decision_entry = cls(
            id=id,
            parent_id=parent_id,
            recommendation_id=recommendation_id,
            kind=kind,
            occurred_at=occurred_at,
            actor=actor,
            request_id=request_id,
            rule_set=rule_set,
            duration_ms=duration_ms,
            summary=summary,
            damaged=damaged,
        )

        decision_entry.additional_properties = d
        return decision_entry

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
