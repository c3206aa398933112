from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.recommendation_probe_data_slope_more_data import (
    RecommendationProbeDataSlopeMoreData,
    check_recommendation_probe_data_slope_more_data,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_advice_item_evidence_effect import (
        RecommendationAdviceItemEvidenceEffect,
    )


T = TypeVar("T", bound="RecommendationProbeDataSlope")


@_attrs_define
class RecommendationProbeDataSlope:
    """
    Attributes:
        rows (float):
        half_rows (float):
        difference (float):
        interval (list[float]):
        probability_of_gain (float):
        more_data (RecommendationProbeDataSlopeMoreData):
        effect (RecommendationAdviceItemEvidenceEffect | Unset):
    """

    rows: float
    half_rows: float
    difference: float
    interval: list[float]
    probability_of_gain: float
    more_data: RecommendationProbeDataSlopeMoreData
    effect: RecommendationAdviceItemEvidenceEffect | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        half_rows = self.half_rows

        difference = self.difference

        interval = self.interval

        probability_of_gain = self.probability_of_gain

        more_data: str = self.more_data

        effect: dict[str, Any] | Unset = UNSET
        if not isinstance(self.effect, Unset):
            effect = self.effect.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rows": rows,
                "halfRows": half_rows,
                "difference": difference,
                "interval": interval,
                "probabilityOfGain": probability_of_gain,
                "moreData": more_data,
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
        rows = d.pop("rows")

        half_rows = d.pop("halfRows")

        difference = d.pop("difference")

        interval = cast(list[float], d.pop("interval"))

        probability_of_gain = d.pop("probabilityOfGain")

        more_data = check_recommendation_probe_data_slope_more_data(d.pop("moreData"))

        _effect = d.pop("effect", UNSET)
        effect: RecommendationAdviceItemEvidenceEffect | Unset
        if isinstance(_effect, Unset):
            effect = UNSET
        else:
            effect = RecommendationAdviceItemEvidenceEffect.from_dict(_effect)

        recommendation_probe_data_slope = cls(
            rows=rows,
            half_rows=half_rows,
            difference=difference,
            interval=interval,
            probability_of_gain=probability_of_gain,
            more_data=more_data,
            effect=effect,
        )

        return recommendation_probe_data_slope
