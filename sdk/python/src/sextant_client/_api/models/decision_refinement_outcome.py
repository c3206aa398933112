from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.recommendation_probe_trials_item import RecommendationProbeTrialsItem


T = TypeVar("T", bound="DecisionRefinementOutcome")


@_attrs_define
class DecisionRefinementOutcome:
    """
    Attributes:
        trial (RecommendationProbeTrialsItem):
    """

    trial: RecommendationProbeTrialsItem

    def to_dict(self) -> dict[str, Any]:
        trial = self.trial.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "trial": trial,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_trials_item import (
            RecommendationProbeTrialsItem,
        )

        d = dict(src_dict)
        trial = RecommendationProbeTrialsItem.from_dict(d.pop("trial"))

        decision_refinement_outcome = cls(
            trial=trial,
        )

        return decision_refinement_outcome
