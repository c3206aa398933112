from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationProbeOutOfFoldClassesConfusion")


@_attrs_define
class RecommendationProbeOutOfFoldClassesConfusion:
    """
    Attributes:
        labels (list[str]):
        counts (list[list[int]]):
    """

    labels: list[str]
    counts: list[list[int]]

    def to_dict(self) -> dict[str, Any]:
        labels = self.labels

        counts = []
        for counts_item_data in self.counts:
            counts_item = counts_item_data

            counts.append(counts_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "labels": labels,
                "counts": counts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        labels = cast(list[str], d.pop("labels"))

        counts = []
        _counts = d.pop("counts")
        for counts_item_data in _counts:
            counts_item = cast(list[int], counts_item_data)

            counts.append(counts_item)

        recommendation_probe_out_of_fold_classes_confusion = cls(
            labels=labels,
            counts=counts,
        )

        return recommendation_probe_out_of_fold_classes_confusion
