from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationProfileColumns")


@_attrs_define
class RecommendationProfileColumns:
    """
    Attributes:
        numeric (int):  Default: 0.
        categorical (int):  Default: 0.
        boolean (int):  Default: 0.
        text (int):  Default: 0.
        datetime_ (int):  Default: 0.
        identifier (int):  Default: 0.
        constant (int):  Default: 0.
    """

    numeric: int = 0
    categorical: int = 0
    boolean: int = 0
    text: int = 0
    datetime_: int = 0
    identifier: int = 0
    constant: int = 0

    def to_dict(self) -> dict[str, Any]:
        numeric = self.numeric

        categorical = self.categorical

        boolean = self.boolean

        text = self.text

        datetime_ = self.datetime_

        identifier = self.identifier

        constant = self.constant

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "numeric": numeric,
                "categorical": categorical,
                "boolean": boolean,
                "text": text,
                "datetime": datetime_,
                "identifier": identifier,
                "constant": constant,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        numeric = d.pop("numeric")

        categorical = d.pop("categorical")

        boolean = d.pop("boolean")

        text = d.pop("text")

        datetime_ = d.pop("datetime")

        identifier = d.pop("identifier")

        constant = d.pop("constant")

        recommendation_profile_columns = cls(
            numeric=numeric,
            categorical=categorical,
            boolean=boolean,
            text=text,
            datetime_=datetime_,
            identifier=identifier,
            constant=constant,
        )

        return recommendation_profile_columns
