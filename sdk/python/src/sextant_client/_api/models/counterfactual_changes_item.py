from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CounterfactualChangesItem")


@_attrs_define
class CounterfactualChangesItem:
    """
    Attributes:
        fact (str):
        from_ (bool | float | None | str):
        to (bool | float | None | str):
    """

    fact: str
    from_: bool | float | None | str
    to: bool | float | None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        fact = self.fact

        from_: bool | float | None | str
        from_ = self.from_

        to: bool | float | None | str
        to = self.to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fact": fact,
                "from": from_,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        fact = d.pop("fact")

        def _parse_from_(data: object) -> bool | float | None | str:
            if data is None:
                return data
            return cast(bool | float | None | str, data)

        from_ = _parse_from_(d.pop("from"))

        def _parse_to(data: object) -> bool | float | None | str:
            if data is None:
                return data
            return cast(bool | float | None | str, data)

        to = _parse_to(d.pop("to"))

        counterfactual_changes_item = cls(
            fact=fact,
            from_=from_,
            to=to,
        )

        counterfactual_changes_item.additional_properties = d
        return counterfactual_changes_item

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
