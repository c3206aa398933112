from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationSettingsEarlyStoppingType0")


@_attrs_define
class RecommendationSettingsEarlyStoppingType0:
    """
    Attributes:
        patience (int):
        patience_growth (float):
        min_delta (float):
        restore_best (bool):
    """

    patience: int
    patience_growth: float
    min_delta: float
    restore_best: bool

    def to_dict(self) -> dict[str, Any]:
        patience = self.patience

        patience_growth = self.patience_growth

        min_delta = self.min_delta

        restore_best = self.restore_best

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "patience": patience,
                "patienceGrowth": patience_growth,
                "minDelta": min_delta,
                "restoreBest": restore_best,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        patience = d.pop("patience")

        patience_growth = d.pop("patienceGrowth")

        min_delta = d.pop("minDelta")

        restore_best = d.pop("restoreBest")

        recommendation_settings_early_stopping_type_0 = cls(
            patience=patience,
            patience_growth=patience_growth,
            min_delta=min_delta,
            restore_best=restore_best,
        )

        return recommendation_settings_early_stopping_type_0
