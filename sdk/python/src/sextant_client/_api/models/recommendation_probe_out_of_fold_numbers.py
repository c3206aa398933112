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
    from ..models.recommendation_probe_out_of_fold_numbers_residuals_item import (
        RecommendationProbeOutOfFoldNumbersResidualsItem,
    )


T = TypeVar("T", bound="RecommendationProbeOutOfFoldNumbers")


@_attrs_define
class RecommendationProbeOutOfFoldNumbers:
    """
    Attributes:
        kind (Literal['numbers']):
        rows (int):
        residuals (list[RecommendationProbeOutOfFoldNumbersResidualsItem]):
    """

    kind: Literal["numbers"]
    rows: int
    residuals: list[RecommendationProbeOutOfFoldNumbersResidualsItem]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        rows = self.rows

        residuals = []
        for residuals_item_data in self.residuals:
            residuals_item = residuals_item_data.to_dict()
            residuals.append(residuals_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "rows": rows,
                "residuals": residuals,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_out_of_fold_numbers_residuals_item import (
            RecommendationProbeOutOfFoldNumbersResidualsItem,
        )

        d = dict(src_dict)
        kind = cast(Literal["numbers"], d.pop("kind"))
        if kind != "numbers":
            raise ValueError(f"kind must match const 'numbers', got '{kind}'")

        rows = d.pop("rows")

        residuals = []
        _residuals = d.pop("residuals")
        for residuals_item_data in _residuals:
            residuals_item = RecommendationProbeOutOfFoldNumbersResidualsItem.from_dict(
                residuals_item_data
            )

            residuals.append(residuals_item)

        recommendation_probe_out_of_fold_numbers = cls(
            kind=kind,
            rows=rows,
            residuals=residuals,
        )

        return recommendation_probe_out_of_fold_numbers
