from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationProbeFinalModelLine")


@_attrs_define
class RecommendationProbeFinalModelLine:
    """
    Attributes:
        intercept (float):
        slope (float):
    """

    intercept: float
    slope: float

    def to_dict(self) -> dict[str, Any]:
        intercept = self.intercept

        slope = self.slope

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "intercept": intercept,
                "slope": slope,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        intercept = d.pop("intercept")

        slope = d.pop("slope")

        recommendation_probe_final_model_line = cls(
            intercept=intercept,
            slope=slope,
        )

        return recommendation_probe_final_model_line
