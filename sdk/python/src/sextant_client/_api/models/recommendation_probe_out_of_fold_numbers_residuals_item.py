from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationProbeOutOfFoldNumbersResidualsItem")


@_attrs_define
class RecommendationProbeOutOfFoldNumbersResidualsItem:
    """
    Attributes:
        predicted (float):
        mean (float):
        low (float):
        high (float):
        rows (int):
    """

    predicted: float
    mean: float
    low: float
    high: float
    rows: int

    def to_dict(self) -> dict[str, Any]:
        predicted = self.predicted

        mean = self.mean

        low = self.low

        high = self.high

        rows = self.rows

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "predicted": predicted,
                "mean": mean,
                "low": low,
                "high": high,
                "rows": rows,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        predicted = d.pop("predicted")

        mean = d.pop("mean")

        low = d.pop("low")

        high = d.pop("high")

        rows = d.pop("rows")

        recommendation_probe_out_of_fold_numbers_residuals_item = cls(
            predicted=predicted,
            mean=mean,
            low=low,
            high=high,
            rows=rows,
        )

        return recommendation_probe_out_of_fold_numbers_residuals_item
