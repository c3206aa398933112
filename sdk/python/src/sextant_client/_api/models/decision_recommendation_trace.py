from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_recommendation_trace_other_slots import (
        DecisionRecommendationTraceOtherSlots,
    )
    from ..models.decision_recommendation_trace_verbatim_item import (
        DecisionRecommendationTraceVerbatimItem,
    )
    from ..models.recommendation_probe_trials_item_settings import (
        RecommendationProbeTrialsItemSettings,
    )


T = TypeVar("T", bound="DecisionRecommendationTrace")


@_attrs_define
class DecisionRecommendationTrace:
    """
    Attributes:
        rules (str):
        seen (RecommendationProbeTrialsItemSettings):
        other_slots (DecisionRecommendationTraceOtherSlots | Unset):
        slots (DecisionRecommendationTraceOtherSlots | Unset):
        verbatim (list[DecisionRecommendationTraceVerbatimItem] | Unset):
    """

    rules: str
    seen: RecommendationProbeTrialsItemSettings
    other_slots: DecisionRecommendationTraceOtherSlots | Unset = UNSET
    slots: DecisionRecommendationTraceOtherSlots | Unset = UNSET
    verbatim: list[DecisionRecommendationTraceVerbatimItem] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        rules = self.rules

        seen = self.seen.to_dict()

        other_slots: dict[str, Any] | Unset = UNSET
        if not isinstance(self.other_slots, Unset):
            other_slots = self.other_slots.to_dict()

        slots: dict[str, Any] | Unset = UNSET
        if not isinstance(self.slots, Unset):
            slots = self.slots.to_dict()

        verbatim: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.verbatim, Unset):
            verbatim = []
            for verbatim_item_data in self.verbatim:
                verbatim_item = verbatim_item_data.to_dict()
                verbatim.append(verbatim_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rules": rules,
                "seen": seen,
            }
        )
        if other_slots is not UNSET:
            field_dict["otherSlots"] = other_slots
        if slots is not UNSET:
            field_dict["slots"] = slots
        if verbatim is not UNSET:
            field_dict["verbatim"] = verbatim

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_recommendation_trace_other_slots import (
            DecisionRecommendationTraceOtherSlots,
        )
        from ..models.decision_recommendation_trace_verbatim_item import (
            DecisionRecommendationTraceVerbatimItem,
        )
        from ..models.recommendation_probe_trials_item_settings import (
            RecommendationProbeTrialsItemSettings,
        )

        d = dict(src_dict)
        rules = d.pop("rules")

        seen = RecommendationProbeTrialsItemSettings.from_dict(d.pop("seen"))

        _other_slots = d.pop("otherSlots", UNSET)
        other_slots: DecisionRecommendationTraceOtherSlots | Unset
        if isinstance(_other_slots, Unset):
            other_slots = UNSET
        else:
            other_slots = DecisionRecommendationTraceOtherSlots.from_dict(_other_slots)

        _slots = d.pop("slots", UNSET)
        slots: DecisionRecommendationTraceOtherSlots | Unset
        if isinstance(_slots, Unset):
            slots = UNSET
        else:
            slots = DecisionRecommendationTraceOtherSlots.from_dict(_slots)

        _verbatim = d.pop("verbatim", UNSET)
        verbatim: list[DecisionRecommendationTraceVerbatimItem] | Unset = UNSET
        if _verbatim is not UNSET:
            verbatim = []
            for verbatim_item_data in _verbatim:
                verbatim_item = DecisionRecommendationTraceVerbatimItem.from_dict(
                    verbatim_item_data
                )

                verbatim.append(verbatim_item)

        decision_recommendation_trace = cls(
            rules=rules,
            seen=seen,
            other_slots=other_slots,
            slots=slots,
            verbatim=verbatim,
        )

        return decision_recommendation_trace
