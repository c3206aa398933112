from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.recommendation_probe_trials_item_settings import (
        RecommendationProbeTrialsItemSettings,
    )
    from ..models.recommendation_profile import RecommendationProfile


T = TypeVar("T", bound="DecisionRecommendationFacts")


@_attrs_define
class DecisionRecommendationFacts:
    """
    Attributes:
        profile (RecommendationProfile):
        settings (RecommendationProbeTrialsItemSettings):
    """

    profile: RecommendationProfile
    settings: RecommendationProbeTrialsItemSettings

    def to_dict(self) -> dict[str, Any]:
        profile = self.profile.to_dict()

        settings = self.settings.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "profile": profile,
                "settings": settings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_trials_item_settings import (
            RecommendationProbeTrialsItemSettings,
        )
        from ..models.recommendation_profile import RecommendationProfile

        d = dict(src_dict)
        profile = RecommendationProfile.from_dict(d.pop("profile"))

        settings = RecommendationProbeTrialsItemSettings.from_dict(d.pop("settings"))

        decision_recommendation_facts = cls(
            profile=profile,
            settings=settings,
        )

        return decision_recommendation_facts
