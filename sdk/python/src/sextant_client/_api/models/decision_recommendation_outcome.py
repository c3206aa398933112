from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.decision_recommendation_outcome_settings import (
        DecisionRecommendationOutcomeSettings,
    )


T = TypeVar("T", bound="DecisionRecommendationOutcome")


@_attrs_define
class DecisionRecommendationOutcome:
    """
    Attributes:
        settings (DecisionRecommendationOutcomeSettings):
    """

    settings: DecisionRecommendationOutcomeSettings

    def to_dict(self) -> dict[str, Any]:
        settings = self.settings.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "settings": settings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_recommendation_outcome_settings import (
            DecisionRecommendationOutcomeSettings,
        )

        d = dict(src_dict)
        settings = DecisionRecommendationOutcomeSettings.from_dict(d.pop("settings"))

        decision_recommendation_outcome = cls(
            settings=settings,
        )

        return decision_recommendation_outcome
