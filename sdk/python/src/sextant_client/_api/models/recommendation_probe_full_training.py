from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_probe_full_training_reasons_item import (
    RecommendationProbeFullTrainingReasonsItem,
    check_recommendation_probe_full_training_reasons_item,
)
from ..types import UNSET, Unset

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
        schedule_epochs (float | Unset):
    """

    rows: int
    epochs: float
    seconds: float
    recommended: bool
    reasons: list[RecommendationProbeFullTrainingReasonsItem]
    schedule_epochs: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        epochs = self.epochs

        seconds = self.seconds

        recommended = self.recommended

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item: str = reasons_item_data
            reasons.append(reasons_item)

        schedule_epochs = self.schedule_epochs

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
        if schedule_epochs is not UNSET:
            field_dict["scheduleEpochs"] = schedule_epochs

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

        schedule_epochs = d.pop("scheduleEpochs", UNSET)

        recommendation_probe_full_training = cls(
            rows=rows,
            epochs=epochs,
            seconds=seconds,
            recommended=recommended,
            reasons=reasons,
            schedule_epochs=schedule_epochs,
        )

        return recommendation_probe_full_training
