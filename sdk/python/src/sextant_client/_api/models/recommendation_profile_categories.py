from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationProfileCategories")


@_attrs_define
class RecommendationProfileCategories:
    """
    Attributes:
        max_ (int):
        total (int):
    """

    max_: int
    total: int

    def to_dict(self) -> dict[str, Any]:
        max_ = self.max_

        total = self.total

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "max": max_,
                "total": total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        max_ = d.pop("max")

        total = d.pop("total")

        recommendation_profile_categories = cls(
            max_=max_,
            total=total,
        )

        return recommendation_profile_categories
