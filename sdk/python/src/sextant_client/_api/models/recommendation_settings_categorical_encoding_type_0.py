from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationSettingsCategoricalEncodingType0")


@_attrs_define
class RecommendationSettingsCategoricalEncodingType0:
    """
    Attributes:
        one_hot_up_to (int):
        embedding_size (int):
        max_levels (int):
    """

    one_hot_up_to: int
    embedding_size: int
    max_levels: int

    def to_dict(self) -> dict[str, Any]:
        one_hot_up_to = self.one_hot_up_to

        embedding_size = self.embedding_size

        max_levels = self.max_levels

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "oneHotUpTo": one_hot_up_to,
                "embeddingSize": embedding_size,
                "maxLevels": max_levels,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        one_hot_up_to = d.pop("oneHotUpTo")

        embedding_size = d.pop("embeddingSize")

        max_levels = d.pop("maxLevels")

        recommendation_settings_categorical_encoding_type_0 = cls(
            one_hot_up_to=one_hot_up_to,
            embedding_size=embedding_size,
            max_levels=max_levels,
        )

        return recommendation_settings_categorical_encoding_type_0
