from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_list_rule_set import RuleListRuleSet


T = TypeVar("T", bound="ReplayRecorded")


@_attrs_define
class ReplayRecorded:
    """
    Attributes:
        app_version (str):
        engine_version (str):
        rule_set (RuleListRuleSet | Unset):
    """

    app_version: str
    engine_version: str
    rule_set: RuleListRuleSet | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        app_version = self.app_version

        engine_version = self.engine_version

        rule_set: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rule_set, Unset):
            rule_set = self.rule_set.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "appVersion": app_version,
                "engineVersion": engine_version,
            }
        )
        if rule_set is not UNSET:
            field_dict["ruleSet"] = rule_set

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_list_rule_set import RuleListRuleSet

        d = dict(src_dict)
        app_version = d.pop("appVersion")

        engine_version = d.pop("engineVersion")

        _rule_set = d.pop("ruleSet", UNSET)
        rule_set: RuleListRuleSet | Unset
        if isinstance(_rule_set, Unset):
            rule_set = UNSET
        else:
            rule_set = RuleListRuleSet.from_dict(_rule_set)

        replay_recorded = cls(
            app_version=app_version,
            engine_version=engine_version,
            rule_set=rule_set,
        )

        replay_recorded.additional_properties = d
        return replay_recorded

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
