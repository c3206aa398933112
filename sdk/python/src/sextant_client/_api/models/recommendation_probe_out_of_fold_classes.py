from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.recommendation_probe_out_of_fold_classes_calibration_item import (
        RecommendationProbeOutOfFoldClassesCalibrationItem,
    )
    from ..models.recommendation_probe_out_of_fold_classes_confusion import (
        RecommendationProbeOutOfFoldClassesConfusion,
    )


T = TypeVar("T", bound="RecommendationProbeOutOfFoldClasses")


@_attrs_define
class RecommendationProbeOutOfFoldClasses:
    """
    Attributes:
        kind (Literal['classes']):
        rows (int):
        confusion (RecommendationProbeOutOfFoldClassesConfusion):
        calibration (list[RecommendationProbeOutOfFoldClassesCalibrationItem]):
    """

    kind: Literal["classes"]
    rows: int
    confusion: RecommendationProbeOutOfFoldClassesConfusion
    calibration: list[RecommendationProbeOutOfFoldClassesCalibrationItem]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        rows = self.rows

        confusion = self.confusion.to_dict()

        calibration = []
        for calibration_item_data in self.calibration:
            calibration_item = calibration_item_data.to_dict()
            calibration.append(calibration_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "rows": rows,
                "confusion": confusion,
                "calibration": calibration,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_out_of_fold_classes_calibration_item import (
            RecommendationProbeOutOfFoldClassesCalibrationItem,
        )
        from ..models.recommendation_probe_out_of_fold_classes_confusion import (
            RecommendationProbeOutOfFoldClassesConfusion,
        )

        d = dict(src_dict)
        kind = cast(Literal["classes"], d.pop("kind"))
        if kind != "classes":
            raise ValueError(f"kind must match const 'classes', got '{kind}'")

        rows = d.pop("rows")

        confusion = RecommendationProbeOutOfFoldClassesConfusion.from_dict(
            d.pop("confusion")
        )

        calibration = []
        _calibration = d.pop("calibration")
        for calibration_item_data in _calibration:
            calibration_item = (
                RecommendationProbeOutOfFoldClassesCalibrationItem.from_dict(
                    calibration_item_data
                )
            )

            calibration.append(calibration_item)

        recommendation_probe_out_of_fold_classes = cls(
            kind=kind,
            rows=rows,
            confusion=confusion,
            calibration=calibration,
        )

        return recommendation_probe_out_of_fold_classes
