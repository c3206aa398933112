from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="DatasetImportRequest")


@_attrs_define
class DatasetImportRequest:
    """
    Attributes:
        object_ (str): Key of the object, after the prefix that the service is configured with. Example:
            2026/orders.parquet.
        name (str | Unset): Name of the dataset; its ending tells formats apart that could be either. The last part of
            the key by default.
    """

    object_: str
    name: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        object_ = self.object_

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "object": object_,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        object_ = d.pop("object")

        name = d.pop("name", UNSET)

        dataset_import_request = cls(
            object_=object_,
            name=name,
        )

        return dataset_import_request
