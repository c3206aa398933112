from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationAdviceItemEvidenceEffect")


@_attrs_define
class RecommendationAdviceItemEvidenceEffect:
    """
    Attributes:
        percent (float):
        interval (list[float]):
    """

    percent: float
    interval: list[float]

    def to_dict(self) -> dict[str, Any]:
        percent = self.percent

        interval = self.interval

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "percent": percent,
                "interval": interval,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        percent = d.pop("percent")

        interval = cast(list[float], d.pop("interval"))

        recommendation_advice_item_evidence_effect = cls(
            percent=percent,
            interval=interval,
        )

        return recommendation_advice_item_evidence_effect
