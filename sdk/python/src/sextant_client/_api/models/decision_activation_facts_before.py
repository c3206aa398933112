from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DecisionActivationFactsBefore")


@_attrs_define
class DecisionActivationFactsBefore:
    """
    Attributes:
        id (str):
        name (str):
        version (str):
        hash_ (str):
    """

    id: str
    name: str
    version: str
    hash_: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        version = self.version

        hash_ = self.hash_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "version": version,
                "hash": hash_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        version = d.pop("version")

        hash_ = d.pop("hash")

        decision_activation_facts_before = cls(
            id=id,
            name=name,
            version=version,
            hash_=hash_,
        )

        return decision_activation_facts_before
