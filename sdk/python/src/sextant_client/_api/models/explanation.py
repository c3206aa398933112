from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.explanation_overrides_item import ExplanationOverridesItem
    from ..models.explanation_rule_set import ExplanationRuleSet
    from ..models.explanation_slots_item import ExplanationSlotsItem
    from ..models.explanation_trials_item import ExplanationTrialsItem
    from ..models.explanation_verdicts import ExplanationVerdicts


T = TypeVar("T", bound="Explanation")


@_attrs_define
class Explanation:
    """
    Attributes:
        decision_id (str):
        kind (str):
        occurred_at (int): Milliseconds since the epoch.
        rule_set (ExplanationRuleSet):
        slots (list[ExplanationSlotsItem]): Each with its values, the rules that decided, and what lost and why.
        not_applicable (list[str]): Slots that mean nothing here.
        trials (list[ExplanationTrialsItem]): Trials that followed, with what the rules saw.
        verdicts (ExplanationVerdicts):
        overrides (list[ExplanationOverridesItem]): What people set to other values afterwards, and why.
        recommendation_id (None | str | Unset):
        actor (None | str | Unset):
        damaged (list[str] | Unset): Ids of decisions that followed and whose records were changed after they were
            written: what they say is left out. Absent where there is none.
    """

    decision_id: str
    kind: str
    occurred_at: int
    rule_set: ExplanationRuleSet
    slots: list[ExplanationSlotsItem]
    not_applicable: list[str]
    trials: list[ExplanationTrialsItem]
    verdicts: ExplanationVerdicts
    overrides: list[ExplanationOverridesItem]
    recommendation_id: None | str | Unset = UNSET
    actor: None | str | Unset = UNSET
    damaged: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decision_id = self.decision_id

        kind = self.kind

        occurred_at = self.occurred_at

        rule_set = self.rule_set.to_dict()

        slots = []
        for slots_item_data in self.slots:
            slots_item = slots_item_data.to_dict()
            slots.append(slots_item)

        not_applicable = self.not_applicable

        trials = []
        for trials_item_data in self.trials:
            trials_item = trials_item_data.to_dict()
            trials.append(trials_item)

        verdicts = self.verdicts.to_dict()

        overrides = []
        for overrides_item_data in self.overrides:
            overrides_item = overrides_item_data.to_dict()
            overrides.append(overrides_item)

        recommendation_id: None | str | Unset
        if isinstance(self.recommendation_id, Unset):
            recommendation_id = UNSET
        else:
            recommendation_id = self.recommendation_id

        actor: None | str | Unset
        if isinstance(self.actor, Unset):
            actor = UNSET
        else:
            actor = self.actor

        damaged: list[str] | Unset = UNSET
        if not isinstance(self.damaged, Unset):
            damaged = self.damaged

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decisionId": decision_id,
                "kind": kind,
                "occurredAt": occurred_at,
                "ruleSet": rule_set,
                "slots": slots,
                "notApplicable": not_applicable,
                "trials": trials,
                "verdicts": verdicts,
                "overrides": overrides,
            }
        )
        if recommendation_id is not UNSET:
            field_dict["recommendationId"] = recommendation_id
        if actor is not UNSET:
            field_dict["actor"] = actor
        if damaged is not UNSET:
            field_dict["damaged"] = damaged

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.explanation_overrides_item import ExplanationOverridesItem
        from ..models.explanation_rule_set import ExplanationRuleSet
        from ..models.explanation_slots_item import ExplanationSlotsItem
        from ..models.explanation_trials_item import ExplanationTrialsItem
        from ..models.explanation_verdicts import ExplanationVerdicts

        d = dict(src_dict)
        decision_id = d.pop("decisionId")

        kind = d.pop("kind")

        occurred_at = d.pop("occurredAt")

        rule_set = ExplanationRuleSet.from_dict(d.pop("ruleSet"))

        slots = []
        _slots = d.pop("slots")
        for slots_item_data in _slots:
            slots_item = ExplanationSlotsItem.from_dict(slots_item_data)

            slots.append(slots_item)

        not_applicable = cast(list[str], d.pop("notApplicable"))

        trials = []
        _trials = d.pop("trials")
        for trials_item_data in _trials:
            trials_item = ExplanationTrialsItem.from_dict(trials_item_data)

            trials.append(trials_item)

        verdicts = ExplanationVerdicts.from_dict(d.pop("verdicts"))

        overrides = []
        _overrides = d.pop("overrides")
        for overrides_item_data in _overrides:
            overrides_item = ExplanationOverridesItem.from_dict(overrides_item_data)

            overrides.append(overrides_item)

        def _parse_recommendation_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        recommendation_id = _parse_recommendation_id(d.pop("recommendationId", UNSET))

        def _parse_actor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        actor = _parse_actor(d.pop("actor", UNSET))

        damaged = cast(list[str], d.pop("damaged", UNSET))

        explanation = cls(
            decision_id=decision_id,
            kind=kind,
            occurred_at=occurred_at,
            rule_set=rule_set,
            slots=slots,
            not_applicable=not_applicable,
            trials=trials,
            verdicts=verdicts,
            overrides=overrides,
            recommendation_id=recommendation_id,
            actor=actor,
            damaged=damaged,
        )

        explanation.additional_properties = d
        return explanation

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
