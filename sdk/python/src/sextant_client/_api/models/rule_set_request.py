from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_input import RuleInput
    from ..models.rule_set_request_conditions import RuleSetRequestConditions


T = TypeVar("T", bound="RuleSetRequest")


@_attrs_define
class RuleSetRequest:
    """
    Attributes:
        name (str):
        version (str):
        rules (list[RuleInput]):
        extends (str | Unset): Makes it an overlay, whose rules go before those that are shipped: `built-in`, or their
            hash, which is then checked.
        conditions (RuleSetRequestConditions | Unset): Conditions that rules refer to by name.
    """

    name: str
    version: str
    rules: list[RuleInput]
    extends: str | Unset = UNSET
    conditions: RuleSetRequestConditions | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        version = self.version

        rules = []
        for rules_item_data in self.rules:
            rules_item = rules_item_data.to_dict()
            rules.append(rules_item)

        extends = self.extends

        conditions: dict[str, Any] | Unset = UNSET
        if not isinstance(self.conditions, Unset):
            conditions = self.conditions.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "version": version,
                "rules": rules,
            }
        )
        if extends is not UNSET:
            field_dict["extends"] = extends
        if conditions is not UNSET:
            field_dict["conditions"] = conditions

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_input import RuleInput
        from ..models.rule_set_request_conditions import RuleSetRequestConditions

        d = dict(src_dict)
        name = d.pop("name")

        version = d.pop("version")

        rules = []
        _rules = d.pop("rules")
        for rules_item_data in _rules:
            rules_item = RuleInput.from_dict(rules_item_data)

            rules.append(rules_item)

        extends = d.pop("extends", UNSET)

        _conditions = d.pop("conditions", UNSET)
        conditions: RuleSetRequestConditions | Unset
        if isinstance(_conditions, Unset):
            conditions = UNSET
        else:
            conditions = RuleSetRequestConditions.from_dict(_conditions)

        rule_set_request = cls(
            name=name,
            version=version,
            rules=rules,
            extends=extends,
            conditions=conditions,
        )

        return rule_set_request
