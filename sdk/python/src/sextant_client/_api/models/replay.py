from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.replay_outcome import ReplayOutcome, check_replay_outcome
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decided_difference import DecidedDifference
    from ..models.replay_reason import ReplayReason
    from ..models.replay_recorded import ReplayRecorded


T = TypeVar("T", bound="Replay")


@_attrs_define
class Replay:
    """
    Attributes:
        decision_id (str):
        kind (str):
        outcome (ReplayOutcome): `same`: every value and rule again. `engine_drift`: the recorded rules give something
            else on the recorded facts. `different`: other rules decide otherwise. `not_replayable`: `reason` says why.
        recorded (ReplayRecorded):
        replayed (ReplayRecorded):
        differences (list[DecidedDifference]): `before` is what was recorded.
        reason (ReplayReason | Unset):
    """

    decision_id: str
    kind: str
    outcome: ReplayOutcome
    recorded: ReplayRecorded
    replayed: ReplayRecorded
    differences: list[DecidedDifference]
    reason: ReplayReason | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decision_id = self.decision_id

        kind = self.kind

        outcome: str = self.outcome

        recorded = self.recorded.to_dict()

        replayed = self.replayed.to_dict()

        differences = []
        for differences_item_data in self.differences:
            differences_item = differences_item_data.to_dict()
            differences.append(differences_item)

        reason: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reason, Unset):
            reason = self.reason.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decisionId": decision_id,
                "kind": kind,
                "outcome": outcome,
                "recorded": recorded,
                "replayed": replayed,
                "differences": differences,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decided_difference import DecidedDifference
        from ..models.replay_reason import ReplayReason
        from ..models.replay_recorded import ReplayRecorded

        d = dict(src_dict)
        decision_id = d.pop("decisionId")

        kind = d.pop("kind")

        outcome = check_replay_outcome(d.pop("outcome"))

        recorded = ReplayRecorded.from_dict(d.pop("recorded"))

        replayed = ReplayRecorded.from_dict(d.pop("replayed"))

        differences = []
        _differences = d.pop("differences")
        for differences_item_data in _differences:
            differences_item = DecidedDifference.from_dict(differences_item_data)

            differences.append(differences_item)

        _reason = d.pop("reason", UNSET)
        reason: ReplayReason | Unset
        if isinstance(_reason, Unset):
            reason = UNSET
        else:
            reason = ReplayReason.from_dict(_reason)

        replay = cls(
            decision_id=decision_id,
            kind=kind,
            outcome=outcome,
            recorded=recorded,
            replayed=replayed,
            differences=differences,
            reason=reason,
        )

        replay.additional_properties = d
        return replay

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
