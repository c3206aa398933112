from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_request_probe_depth_start import (
    RecommendationRequestProbeDepthStart,
    check_recommendation_request_probe_depth_start,
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
    """

    budget_seconds: float | Unset = UNSET
    trials_limit: int | Unset = UNSET
    seed: int | Unset = UNSET
    depth_start: RecommendationRequestProbeDepthStart | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        budget_seconds = self.budget_seconds

        trials_limit = self.trials_limit

        seed = self.seed

        depth_start: str | Unset = UNSET
        if not isinstance(self.depth_start, Unset):
            depth_start = self.depth_start

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

        recommendation_request_probe = cls(
            budget_seconds=budget_seconds,
            trials_limit=trials_limit,
            seed=seed,
            depth_start=depth_start,
        )

        return recommendation_request_probe
