from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Erasure")


@_attrs_define
class Erasure:
    """
    Attributes:
        decisions (list[str]): Ids of the decisions of which nothing but their hashes is left.
        recommendation_id (None | str): The recommendation that went with them.
    """

    decisions: list[str]
    recommendation_id: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decisions = self.decisions

        recommendation_id: None | str
        recommendation_id = self.recommendation_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decisions": decisions,
                "recommendationId": recommendation_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        decisions = cast(list[str], d.pop("decisions"))

        def _parse_recommendation_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        recommendation_id = _parse_recommendation_id(d.pop("recommendationId"))

        erasure = cls(
            decisions=decisions,
            recommendation_id=recommendation_id,
        )

        erasure.additional_properties = d
        return erasure

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
