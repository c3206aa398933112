from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_settings_numeric_embedding_type_0_kind import (
    RecommendationSettingsNumericEmbeddingType0Kind,
    check_recommendation_settings_numeric_embedding_type_0_kind,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="RecommendationSettingsNumericEmbeddingType0")


@_attrs_define
class RecommendationSettingsNumericEmbeddingType0:
    """
    Attributes:
        kind (RecommendationSettingsNumericEmbeddingType0Kind):
        size (int | Unset):
        sigma (float | Unset):
    """

    kind: RecommendationSettingsNumericEmbeddingType0Kind
    size: int | Unset = UNSET
    sigma: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        size = self.size

        sigma = self.sigma

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if size is not UNSET:
            field_dict["size"] = size
        if sigma is not UNSET:
            field_dict["sigma"] = sigma

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = check_recommendation_settings_numeric_embedding_type_0_kind(
            d.pop("kind")
        )

        size = d.pop("size", UNSET)

        sigma = d.pop("sigma", UNSET)

        recommendation_settings_numeric_embedding_type_0 = cls(
            kind=kind,
            size=size,
            sigma=sigma,
        )

        return recommendation_settings_numeric_embedding_type_0
