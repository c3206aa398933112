from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_probe_baselines_item_name import (
    RecommendationProbeBaselinesItemName,
    check_recommendation_probe_baselines_item_name,
)

if TYPE_CHECKING:
    from ..models.recommendation_probe_baselines_item_score import (
        RecommendationProbeBaselinesItemScore,
    )


T = TypeVar("T", bound="RecommendationProbeBaselinesItem")


@_attrs_define
class RecommendationProbeBaselinesItem:
    """
    Attributes:
        name (RecommendationProbeBaselinesItemName):
        score (RecommendationProbeBaselinesItemScore):
    """

    name: RecommendationProbeBaselinesItemName
    score: RecommendationProbeBaselinesItemScore

    def to_dict(self) -> dict[str, Any]:
        name: str = self.name

        score = self.score.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "score": score,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_baselines_item_score import (
            RecommendationProbeBaselinesItemScore,
        )

        d = dict(src_dict)
        name = check_recommendation_probe_baselines_item_name(d.pop("name"))

        score = RecommendationProbeBaselinesItemScore.from_dict(d.pop("score"))

        recommendation_probe_baselines_item = cls(
            name=name,
            score=score,
        )

        return recommendation_probe_baselines_item
