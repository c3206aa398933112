from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_probe_final_model_kind import (
    RecommendationProbeFinalModelKind,
    check_recommendation_probe_final_model_kind,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_probe_final_model_line import (
        RecommendationProbeFinalModelLine,
    )
    from ..models.recommendation_probe_final_model_parts_item import (
        RecommendationProbeFinalModelPartsItem,
    )


T = TypeVar("T", bound="RecommendationProbeFinalModel")


@_attrs_define
class RecommendationProbeFinalModel:
    """
    Attributes:
        kind (RecommendationProbeFinalModelKind):  Default: 'ensemble'.
        parts (list[RecommendationProbeFinalModelPartsItem]):
        temperature (float):
        line (RecommendationProbeFinalModelLine | Unset):
        threshold (float | Unset):
    """

    parts: list[RecommendationProbeFinalModelPartsItem]
    temperature: float
    kind: RecommendationProbeFinalModelKind = "ensemble"
    line: RecommendationProbeFinalModelLine | Unset = UNSET
    threshold: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        parts = []
        for parts_item_data in self.parts:
            parts_item = parts_item_data.to_dict()
            parts.append(parts_item)

        temperature = self.temperature

        line: dict[str, Any] | Unset = UNSET
        if not isinstance(self.line, Unset):
            line = self.line.to_dict()

        threshold = self.threshold

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "parts": parts,
                "temperature": temperature,
            }
        )
        if line is not UNSET:
            field_dict["line"] = line
        if threshold is not UNSET:
            field_dict["threshold"] = threshold

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_final_model_line import (
            RecommendationProbeFinalModelLine,
        )
        from ..models.recommendation_probe_final_model_parts_item import (
            RecommendationProbeFinalModelPartsItem,
        )

        d = dict(src_dict)
        kind = check_recommendation_probe_final_model_kind(d.pop("kind"))

        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:
            parts_item = RecommendationProbeFinalModelPartsItem.from_dict(
                parts_item_data
            )

            parts.append(parts_item)

        temperature = d.pop("temperature")

        _line = d.pop("line", UNSET)
        line: RecommendationProbeFinalModelLine | Unset
        if isinstance(_line, Unset):
            line = UNSET
        else:
            line = RecommendationProbeFinalModelLine.from_dict(_line)

        threshold = d.pop("threshold", UNSET)

        recommendation_probe_final_model = cls(
            kind=kind,
            parts=parts,
            temperature=temperature,
            line=line,
            threshold=threshold,
        )

        return recommendation_probe_final_model
