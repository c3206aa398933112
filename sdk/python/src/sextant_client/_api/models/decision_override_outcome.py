from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.recommendation_probe_trials_item_settings import (
        RecommendationProbeTrialsItemSettings,
    )


T = TypeVar("T", bound="DecisionOverrideOutcome")


@_attrs_define
class DecisionOverrideOutcome:
    """
    Attributes:
        value (Any): Any JSON value.
        reason (str):
        settings (RecommendationProbeTrialsItemSettings):
    """

    value: Any
    reason: str
    settings: RecommendationProbeTrialsItemSettings

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        reason = self.reason

        settings = self.settings.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "value": value,
                "reason": reason,
                "settings": settings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_trials_item_settings import (
            RecommendationProbeTrialsItemSettings,
        )

        d = dict(src_dict)
        value = d.pop("value")

        reason = d.pop("reason")

        settings = RecommendationProbeTrialsItemSettings.from_dict(d.pop("settings"))

        decision_override_outcome = cls(
            value=value,
            reason=reason,
            settings=settings,
        )

        return decision_override_outcome
