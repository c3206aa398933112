from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProfileColumns")


@_attrs_define
class ProfileColumns:
    """
    Attributes:
        numeric (int | Unset):  Default: 0.
        categorical (int | Unset):  Default: 0.
        boolean (int | Unset):  Default: 0.
        text (int | Unset):  Default: 0.
        datetime_ (int | Unset):  Default: 0.
        identifier (int | Unset):  Default: 0.
        constant (int | Unset):  Default: 0.
    """

    numeric: int | Unset = 0
    categorical: int | Unset = 0
    boolean: int | Unset = 0
    text: int | Unset = 0
    datetime_: int | Unset = 0
    identifier: int | Unset = 0
    constant: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        numeric = self.numeric

        categorical = self.categorical

        boolean = self.boolean

        text = self.text

        datetime_ = self.datetime_

        identifier = self.identifier

        constant = self.constant

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if numeric is not UNSET:
            field_dict["numeric"] = numeric
        if categorical is not UNSET:
            field_dict["categorical"] = categorical
        if boolean is not UNSET:
            field_dict["boolean"] = boolean
        if text is not UNSET:
            field_dict["text"] = text
        if datetime_ is not UNSET:
            field_dict["datetime"] = datetime_
        if identifier is not UNSET:
            field_dict["identifier"] = identifier
        if constant is not UNSET:
            field_dict["constant"] = constant

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        numeric = d.pop("numeric", UNSET)

        categorical = d.pop("categorical", UNSET)

        boolean = d.pop("boolean", UNSET)

        text = d.pop("text", UNSET)

        datetime_ = d.pop("datetime", UNSET)

        identifier = d.pop("identifier", UNSET)

        constant = d.pop("constant", UNSET)

        profile_columns = cls(
            numeric=numeric,
            categorical=categorical,
            boolean=boolean,
            text=text,
            datetime_=datetime_,
            identifier=identifier,
            constant=constant,
        )

        return profile_columns
