from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_advice_item_evidence_effect import (
        RecommendationAdviceItemEvidenceEffect,
    )


T = TypeVar("T", bound="RecommendationAdviceItemEvidence")


@_attrs_define
class RecommendationAdviceItemEvidence:
    """
    Attributes:
        trial_id (str):
        difference (float):
        interval (list[float]):
        probability_of_gain (float):
        effect (RecommendationAdviceItemEvidenceEffect | Unset):
    """

    trial_id: str
    difference: float
    interval: list[float]
    probability_of_gain: float
    effect: RecommendationAdviceItemEvidenceEffect | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        trial_id = self.trial_id

        difference = self.difference

        interval = self.interval

        probability_of_gain = self.probability_of_gain

        effect: dict[str, Any] | Unset = UNSET
        if not isinstance(self.effect, Unset):
            effect = self.effect.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "trialId": trial_id,
                "difference": difference,
                "interval": interval,
                "probabilityOfGain": probability_of_gain,
            }
        )
        if effect is not UNSET:
            field_dict["effect"] = effect

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_advice_item_evidence_effect import (
            RecommendationAdviceItemEvidenceEffect,
        )

        d = dict(src_dict)
        trial_id = d.pop("trialId")

        difference = d.pop("difference")

        interval = cast(list[float], d.pop("interval"))

        probability_of_gain = d.pop("probabilityOfGain")

        _effect = d.pop("effect", UNSET)
        effect: RecommendationAdviceItemEvidenceEffect | Unset
        if isinstance(_effect, Unset):
            effect = UNSET
        else:
            effect = RecommendationAdviceItemEvidenceEffect.from_dict(_effect)

        recommendation_advice_item_evidence = cls(
            trial_id=trial_id,
            difference=difference,
            interval=interval,
            probability_of_gain=probability_of_gain,
            effect=effect,
        )

        return recommendation_advice_item_evidence
