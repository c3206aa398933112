from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_request_probe_depth_start import (
    RecommendationRequestProbeDepthStart,
    check_recommendation_request_probe_depth_start,
)
from ..models.recommendation_request_probe_metric import (
    RecommendationRequestProbeMetric,
    check_recommendation_request_probe_metric,
)
from ..models.recommendation_request_probe_search import (
    RecommendationRequestProbeSearch,
    check_recommendation_request_probe_search,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="RecommendationRequestProbe")


@_attrs_define
class RecommendationRequestProbe:
    """Of a dataset: a short training that tests the recommendation, queued with it.

    Attributes:
        budget_seconds (float | Unset): From the end of reading the file to the final model. 30 where neither bound is
            given.
        trials_limit (int | Unset): Trials in place of seconds: the same request then gives the same answer, to the bit.
        seed (int | Unset): Of all random numbers; 0 unless given.
        depth_start (RecommendationRequestProbeDepthStart | Unset):
        search (RecommendationRequestProbeSearch | Unset): How values are searched: fixes the setting `search`.
        metric (RecommendationRequestProbeMetric | Unset): What is selected by: `dataset.metric`.
    """

    budget_seconds: float | Unset = UNSET
    trials_limit: int | Unset = UNSET
    seed: int | Unset = UNSET
    depth_start: RecommendationRequestProbeDepthStart | Unset = UNSET
    search: RecommendationRequestProbeSearch | Unset = UNSET
    metric: RecommendationRequestProbeMetric | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        budget_seconds = self.budget_seconds

        trials_limit = self.trials_limit

        seed = self.seed

        depth_start: str | Unset = UNSET
        if not isinstance(self.depth_start, Unset):
            depth_start = self.depth_start

        search: str | Unset = UNSET
        if not isinstance(self.search, Unset):
            search = self.search

        metric: str | Unset = UNSET
        if not isinstance(self.metric, Unset):
            metric = self.metric

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if budget_seconds is not UNSET:
            field_dict["budgetSeconds"] = budget_seconds
        if trials_limit is not UNSET:
            field_dict["trialsLimit"] = trials_limit
        if seed is not UNSET:
            field_dict["seed"] = seed
        if depth_start is not UNSET:
            field_dict["depthStart"] = depth_start
        if search is not UNSET:
            field_dict["search"] = search
        if metric is not UNSET:
            field_dict["metric"] = metric

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        budget_seconds = d.pop("budgetSeconds", UNSET)

        trials_limit = d.pop("trialsLimit", UNSET)

        seed = d.pop("seed", UNSET)

        _depth_start = d.pop("depthStart", UNSET)
        depth_start: RecommendationRequestProbeDepthStart | Unset
        if isinstance(_depth_start, Unset):
            depth_start = UNSET
        else:
            depth_start = check_recommendation_request_probe_depth_start(_depth_start)

        _search = d.pop("search", UNSET)
        search: RecommendationRequestProbeSearch | Unset
        if isinstance(_search, Unset):
            search = UNSET
        else:
            search = check_recommendation_request_probe_search(_search)

        _metric = d.pop("metric", UNSET)
        metric: RecommendationRequestProbeMetric | Unset
        if isinstance(_metric, Unset):
            metric = UNSET
        else:
            metric = check_recommendation_request_probe_metric(_metric)

        recommendation_request_probe = cls(
            budget_seconds=budget_seconds,
            trials_limit=trials_limit,
            seed=seed,
            depth_start=depth_start,
            search=search,
            metric=metric,
        )

        return recommendation_request_probe
