from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_probe_full_training_reasons_item import (
    RecommendationProbeFullTrainingReasonsItem,
    check_recommendation_probe_full_training_reasons_item,
)

T = TypeVar("T", bound="RecommendationProbeFullTraining")


@_attrs_define
class RecommendationProbeFullTraining:
    """
    Attributes:
        rows (int):
        epochs (float):
        seconds (float):
        recommended (bool):
        reasons (list[RecommendationProbeFullTrainingReasonsItem]):
    """

    rows: int
    epochs: float
    seconds: float
    recommended: bool
    reasons: list[RecommendationProbeFullTrainingReasonsItem]

    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        epochs = self.epochs

        seconds = self.seconds

        recommended = self.recommended

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item: str = reasons_item_data
            reasons.append(reasons_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rows": rows,
                "epochs": epochs,
                "seconds": seconds,
                "recommended": recommended,
                "reasons": reasons,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        rows = d.pop("rows")

        epochs = d.pop("epochs")

        seconds = d.pop("seconds")

        recommended = d.pop("recommended")

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = check_recommendation_probe_full_training_reasons_item(
                reasons_item_data
            )

            reasons.append(reasons_item)

        recommendation_probe_full_training = cls(
            rows=rows,
            epochs=epochs,
            seconds=seconds,
            recommended=recommended,
            reasons=reasons,
        )

        return recommendation_probe_full_training
