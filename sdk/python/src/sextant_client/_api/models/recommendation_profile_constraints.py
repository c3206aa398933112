from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RecommendationProfileConstraints")


@_attrs_define
class RecommendationProfileConstraints:
    """
    Attributes:
        max_parameters (int | Unset):
        max_latency_ms (float | Unset):
        max_memory_mb (float | Unset):
    """

    max_parameters: int | Unset = UNSET
    max_latency_ms: float | Unset = UNSET
    max_memory_mb: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        max_parameters = self.max_parameters

        max_latency_ms = self.max_latency_ms

        max_memory_mb = self.max_memory_mb

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if max_parameters is not UNSET:
            field_dict["maxParameters"] = max_parameters
        if max_latency_ms is not UNSET:
            field_dict["maxLatencyMs"] = max_latency_ms
        if max_memory_mb is not UNSET:
            field_dict["maxMemoryMb"] = max_memory_mb

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        max_parameters = d.pop("maxParameters", UNSET)

        max_latency_ms = d.pop("maxLatencyMs", UNSET)

        max_memory_mb = d.pop("maxMemoryMb", UNSET)

        recommendation_profile_constraints = cls(
            max_parameters=max_parameters,
            max_latency_ms=max_latency_ms,
            max_memory_mb=max_memory_mb,
        )

        return recommendation_profile_constraints
