from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationProbeOutOfFoldClassesCalibrationItem")


@_attrs_define
class RecommendationProbeOutOfFoldClassesCalibrationItem:
    """
    Attributes:
        predicted (float):
        observed (float):
        interval (list[float]):
        rows (int):
    """

    predicted: float
    observed: float
    interval: list[float]
    rows: int

    def to_dict(self) -> dict[str, Any]:
        predicted = self.predicted

        observed = self.observed

        interval = self.interval

        rows = self.rows

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "predicted": predicted,
                "observed": observed,
                "interval": interval,
                "rows": rows,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        predicted = d.pop("predicted")

        observed = d.pop("observed")

        interval = cast(list[float], d.pop("interval"))

        rows = d.pop("rows")

        recommendation_probe_out_of_fold_classes_calibration_item = cls(
            predicted=predicted,
            observed=observed,
            interval=interval,
            rows=rows,
        )

        return recommendation_probe_out_of_fold_classes_calibration_item
