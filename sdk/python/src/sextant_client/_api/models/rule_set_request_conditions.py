from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_set_request_conditions_additional_property import (
        RuleSetRequestConditionsAdditionalProperty,
    )


T = TypeVar("T", bound="RuleSetRequestConditions")


@_attrs_define
class RuleSetRequestConditions:
    """Conditions that rules refer to by name."""

    additional_properties: dict[str, RuleSetRequestConditionsAdditionalProperty] = (
        _attrs_field(init=False, factory=dict)
    )

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_set_request_conditions_additional_property import (
            RuleSetRequestConditionsAdditionalProperty,
        )

        d = dict(src_dict)
        rule_set_request_conditions = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = RuleSetRequestConditionsAdditionalProperty.from_dict(
                prop_dict
            )

            additional_properties[prop_name] = additional_property

        rule_set_request_conditions.additional_properties = additional_properties
        return rule_set_request_conditions

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> RuleSetRequestConditionsAdditionalProperty:
        return self.additional_properties[key]

    def __setitem__(
        self, key: str, value: RuleSetRequestConditionsAdditionalProperty
    ) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
