from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rule_set_kind import RuleSetKind, check_rule_set_kind
from ..models.rule_set_status import RuleSetStatus, check_rule_set_status

T = TypeVar("T", bound="RuleSet")


@_attrs_define
class RuleSet:
    """
    Attributes:
        id (str):
        name (str):
        version (str):
        hash_ (str): SHA-256 of the canonical content, lower-case hexadecimal.
        kind (RuleSetKind): builtIn: what the service brings.
        extends (None | str): Hash of the rules that it extends.
        rules (int): How many, those that it extends among them.
        created_at (datetime.datetime | None): Null: what the service brings.
        created_by (None | str):
        status (RuleSetStatus): active: it decides. shadow: it is evaluated beside the active one.
    """

    id: str
    name: str
    version: str
    hash_: str
    kind: RuleSetKind
    extends: None | str
    rules: int
    created_at: datetime.datetime | None
    created_by: None | str
    status: RuleSetStatus
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        version = self.version

        hash_ = self.hash_

        kind: str = self.kind

        extends: None | str
        extends = self.extends

        rules = self.rules

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        created_by: None | str
        created_by = self.created_by

        status: str = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "version": version,
                "hash": hash_,
                "kind": kind,
                "extends": extends,
                "rules": rules,
                "createdAt": created_at,
                "createdBy": created_by,
                "status": status,
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

        kind = check_rule_set_kind(d.pop("kind"))

        def _parse_extends(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extends = _parse_extends(d.pop("extends"))

        rules = d.pop("rules")

        def _parse_created_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        created_at = _parse_created_at(d.pop("createdAt"))

        def _parse_created_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        created_by = _parse_created_by(d.pop("createdBy"))

        status = check_rule_set_status(d.pop("status"))

        rule_set = cls(
            id=id,
            name=name,
            version=version,
            hash_=hash_,
            kind=kind,
            extends=extends,
            rules=rules,
            created_at=created_at,
            created_by=created_by,
            status=status,
        )

        rule_set.additional_properties = d
        return rule_set

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
