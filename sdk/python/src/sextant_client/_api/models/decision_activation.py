from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.decision_activation_schema_version import (
    DecisionActivationSchemaVersion,
    check_decision_activation_schema_version,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_activation_facts import DecisionActivationFacts
    from ..models.decision_activation_outcome import DecisionActivationOutcome
    from ..models.decision_recommendation_rule_set import DecisionRecommendationRuleSet


T = TypeVar("T", bound="DecisionActivation")


@_attrs_define
class DecisionActivation:
    """
    Attributes:
        id (str):
        parent_id (None | str):
        recommendation_id (None | str):
        schema_version (DecisionActivationSchemaVersion):
        occurred_at (int):
        actor (None | str):
        request_id (None | str):
        rule_set (DecisionRecommendationRuleSet):
        app_version (str):
        engine_version (str):
        duration_ms (float):
        kind (Literal['activation']):
        facts (DecisionActivationFacts):
        trace (None):
        outcome (DecisionActivationOutcome):
        trace_id (str | Unset):
    """

    id: str
    parent_id: None | str
    recommendation_id: None | str
    schema_version: DecisionActivationSchemaVersion
    occurred_at: int
    actor: None | str
    request_id: None | str
    rule_set: DecisionRecommendationRuleSet
    app_version: str
    engine_version: str
    duration_ms: float
    kind: Literal["activation"]
    facts: DecisionActivationFacts
    trace: None
    outcome: DecisionActivationOutcome
    trace_id: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        parent_id: None | str
        parent_id = self.parent_id

        recommendation_id: None | str
        recommendation_id = self.recommendation_id

        schema_version: int = self.schema_version

        occurred_at = self.occurred_at

        actor: None | str
        actor = self.actor

        request_id: None | str
        request_id = self.request_id

        rule_set = self.rule_set.to_dict()

        app_version = self.app_version

        engine_version = self.engine_version

        duration_ms = self.duration_ms

        kind = self.kind

        facts = self.facts.to_dict()

        trace = self.trace

        outcome = self.outcome.to_dict()

        trace_id = self.trace_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "parentId": parent_id,
                "recommendationId": recommendation_id,
                "schemaVersion": schema_version,
                "occurredAt": occurred_at,
                "actor": actor,
                "requestId": request_id,
                "ruleSet": rule_set,
                "appVersion": app_version,
                "engineVersion": engine_version,
                "durationMs": duration_ms,
                "kind": kind,
                "facts": facts,
                "trace": trace,
                "outcome": outcome,
            }
        )
        if trace_id is not UNSET:
            field_dict["traceId"] = trace_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_activation_facts import DecisionActivationFacts
        from ..models.decision_activation_outcome import DecisionActivationOutcome
        from ..models.decision_recommendation_rule_set import (
            DecisionRecommendationRuleSet,
        )

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

        schema_version = check_decision_activation_schema_version(
            d.pop("schemaVersion")
        )

        occurred_at = d.pop("occurredAt")

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

        rule_set = DecisionRecommendationRuleSet.from_dict(d.pop("ruleSet"))

        app_version = d.pop("appVersion")

        engine_version = d.pop("engineVersion")

        duration_ms = d.pop("durationMs")

        kind = cast(Literal["activation"], d.pop("kind"))
        if kind != "activation":
            raise ValueError(f"kind must match const 'activation', got '{kind}'")

        facts = DecisionActivationFacts.from_dict(d.pop("facts"))

        trace = d.pop("trace")

        outcome = DecisionActivationOutcome.from_dict(d.pop("outcome"))

        trace_id = d.pop("traceId", UNSET)

        decision_activation = cls(
            id=id,
            parent_id=parent_id,
            recommendation_id=recommendation_id,
            schema_version=schema_version,
            occurred_at=occurred_at,
            actor=actor,
            request_id=request_id,
            rule_set=rule_set,
            app_version=app_version,
            engine_version=engine_version,
            duration_ms=duration_ms,
            kind=kind,
            facts=facts,
            trace=trace,
            outcome=outcome,
            trace_id=trace_id,
        )

        return decision_activation
