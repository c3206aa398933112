from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.recommendation_probe_baselines_item_score_metric import (
    RecommendationProbeBaselinesItemScoreMetric,
    check_recommendation_probe_baselines_item_score_metric,
)
from ..models.recommendation_probe_baselines_item_score_of import (
    RecommendationProbeBaselinesItemScoreOf,
    check_recommendation_probe_baselines_item_score_of,
)

T = TypeVar("T", bound="RecommendationProbeBaselinesItemScore")


@_attrs_define
class RecommendationProbeBaselinesItemScore:
    """
    Attributes:
        metric (RecommendationProbeBaselinesItemScoreMetric):
        value (float):
        interval (list[float]):
        of (RecommendationProbeBaselinesItemScoreOf):
    """

    metric: RecommendationProbeBaselinesItemScoreMetric
    value: float
    interval: list[float]
    of: RecommendationProbeBaselinesItemScoreOf

    def to_dict(self) -> dict[str, Any]:
        metric: str = self.metric

        value = self.value

        interval = self.interval

        of: str = self.of

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "metric": metric,
                "value": value,
                "interval": interval,
                "of": of,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        metric = check_recommendation_probe_baselines_item_score_metric(d.pop("metric"))

        value = d.pop("value")

        interval = cast(list[float], d.pop("interval"))

        of = check_recommendation_probe_baselines_item_score_of(d.pop("of"))

        recommendation_probe_baselines_item_score = cls(
            metric=metric,
            value=value,
            interval=interval,
            of=of,
        )

        return recommendation_probe_baselines_item_score
