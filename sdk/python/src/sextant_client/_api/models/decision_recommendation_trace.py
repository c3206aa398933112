from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_recommendation_trace_slots import (
        DecisionRecommendationTraceSlots,
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
        slots (DecisionRecommendationTraceSlots):
        verbatim (list[DecisionRecommendationTraceVerbatimItem] | Unset):
    """

    rules: str
    seen: RecommendationProbeTrialsItemSettings
    slots: DecisionRecommendationTraceSlots
    verbatim: list[DecisionRecommendationTraceVerbatimItem] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        rules = self.rules

        seen = self.seen.to_dict()

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
                "slots": slots,
            }
        )
        if verbatim is not UNSET:
            field_dict["verbatim"] = verbatim

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_recommendation_trace_slots import (
            DecisionRecommendationTraceSlots,
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

        slots = DecisionRecommendationTraceSlots.from_dict(d.pop("slots"))

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
            slots=slots,
            verbatim=verbatim,
        )

        return decision_recommendation_trace
