from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReplayRequest")


@_attrs_define
class ReplayRequest:
    """
    Attributes:
        rule_set (str | Unset): `active`: the one in force; `built-in`: the one that is shipped; or the content hash of
            one that decided something in the workspace. Example: built-in.
    """

    rule_set: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        rule_set = self.rule_set

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if rule_set is not UNSET:
            field_dict["ruleSet"] = rule_set

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        rule_set = d.pop("ruleSet", UNSET)

        replay_request = cls(
            rule_set=rule_set,
        )

        return replay_request
