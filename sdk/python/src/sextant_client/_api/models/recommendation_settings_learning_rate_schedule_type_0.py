from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_settings_learning_rate_schedule_type_0_name import (
    RecommendationSettingsLearningRateScheduleType0Name,
    check_recommendation_settings_learning_rate_schedule_type_0_name,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="RecommendationSettingsLearningRateScheduleType0")


@_attrs_define
class RecommendationSettingsLearningRateScheduleType0:
    """
    Attributes:
        name (RecommendationSettingsLearningRateScheduleType0Name):
        warmup_share (float | Unset):
        decay (float | Unset):
        every (float | Unset):
        patience (int | Unset):
    """

    name: RecommendationSettingsLearningRateScheduleType0Name
    warmup_share: float | Unset = UNSET
    decay: float | Unset = UNSET
    every: float | Unset = UNSET
    patience: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: str = self.name

        warmup_share = self.warmup_share

        decay = self.decay

        every = self.every

        patience = self.patience

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if warmup_share is not UNSET:
            field_dict["warmupShare"] = warmup_share
        if decay is not UNSET:
            field_dict["decay"] = decay
        if every is not UNSET:
            field_dict["every"] = every
        if patience is not UNSET:
            field_dict["patience"] = patience

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = check_recommendation_settings_learning_rate_schedule_type_0_name(
            d.pop("name")
        )

        warmup_share = d.pop("warmupShare", UNSET)

        decay = d.pop("decay", UNSET)

        every = d.pop("every", UNSET)

        patience = d.pop("patience", UNSET)

        recommendation_settings_learning_rate_schedule_type_0 = cls(
            name=name,
            warmup_share=warmup_share,
            decay=decay,
            every=every,
            patience=patience,
        )

        return recommendation_settings_learning_rate_schedule_type_0
