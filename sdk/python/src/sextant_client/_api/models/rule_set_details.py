from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rule_set_details_kind import (
    RuleSetDetailsKind,
    check_rule_set_details_kind,
)
from ..models.rule_set_details_status import (
    RuleSetDetailsStatus,
    check_rule_set_details_status,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule import Rule
    from ..models.rule_set_details_proof_type_0 import RuleSetDetailsProofType0
    from ..models.rule_set_details_shadow_type_0 import RuleSetDetailsShadowType0
    from ..models.rule_set_request_conditions import RuleSetRequestConditions


T = TypeVar("T", bound="RuleSetDetails")


@_attrs_define
class RuleSetDetails:
    """
    Attributes:
        id (str):
        name (str):
        version (str):
        hash_ (str): SHA-256 of the canonical content, lower-case hexadecimal.
        kind (RuleSetDetailsKind): builtIn: what the service brings.
        extends (None | str): Hash of the rules that it extends.
        rules (list[Rule]): Those of an overlay itself have `layer` 1.
        created_at (datetime.datetime | None): Null: what the service brings.
        created_by (None | str):
        status (RuleSetDetailsStatus): active: it decides. shadow: it is evaluated beside the active one.
        proof (None | RuleSetDetailsProofType0): Null where nobody has asked for it yet: see lintRuleSet.
        shadow (None | RuleSetDetailsShadowType0): What came of it as a candidate, now or at the last time.
        conditions (RuleSetRequestConditions | Unset): Conditions that rules refer to by name.
    """

    id: str
    name: str
    version: str
    hash_: str
    kind: RuleSetDetailsKind
    extends: None | str
    rules: list[Rule]
    created_at: datetime.datetime | None
    created_by: None | str
    status: RuleSetDetailsStatus
    proof: None | RuleSetDetailsProofType0
    shadow: None | RuleSetDetailsShadowType0
    conditions: RuleSetRequestConditions | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.rule_set_details_proof_type_0 import RuleSetDetailsProofType0
        from ..models.rule_set_details_shadow_type_0 import RuleSetDetailsShadowType0

        id = self.id

        name = self.name

        version = self.version

        hash_ = self.hash_

        kind: str = self.kind

        extends: None | str
        extends = self.extends

        rules = []
        for rules_item_data in self.rules:
            rules_item = rules_item_data.to_dict()
            rules.append(rules_item)

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        created_by: None | str
        created_by = self.created_by

        status: str = self.status

        proof: dict[str, Any] | None
        if isinstance(self.proof, RuleSetDetailsProofType0):
            proof = self.proof.to_dict()
        else:
            proof = self.proof

        shadow: dict[str, Any] | None
        if isinstance(self.shadow, RuleSetDetailsShadowType0):
            shadow = self.shadow.to_dict()
        else:
            shadow = self.shadow

        conditions: dict[str, Any] | Unset = UNSET
        if not isinstance(self.conditions, Unset):
            conditions = self.conditions.to_dict()

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
                "proof": proof,
                "shadow": shadow,
            }
        )
        if conditions is not UNSET:
            field_dict["conditions"] = conditions

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule import Rule
        from ..models.rule_set_details_proof_type_0 import RuleSetDetailsProofType0
        from ..models.rule_set_details_shadow_type_0 import RuleSetDetailsShadowType0
        from ..models.rule_set_request_conditions import RuleSetRequestConditions

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        version = d.pop("version")

        hash_ = d.pop("hash")

        kind = check_rule_set_details_kind(d.pop("kind"))

        def _parse_extends(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extends = _parse_extends(d.pop("extends"))

        rules = []
        _rules = d.pop("rules")
        for rules_item_data in _rules:
            rules_item = Rule.from_dict(rules_item_data)

            rules.append(rules_item)

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

        status = check_rule_set_details_status(d.pop("status"))

        def _parse_proof(data: object) -> None | RuleSetDetailsProofType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                proof_type_0 = RuleSetDetailsProofType0.from_dict(data)

                return proof_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleSetDetailsProofType0, data)

        proof = _parse_proof(d.pop("proof"))

        def _parse_shadow(data: object) -> None | RuleSetDetailsShadowType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                shadow_type_0 = RuleSetDetailsShadowType0.from_dict(data)

                return shadow_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleSetDetailsShadowType0, data)

        shadow = _parse_shadow(d.pop("shadow"))

        _conditions = d.pop("conditions", UNSET)
        conditions: RuleSetRequestConditions | Unset
        if isinstance(_conditions, Unset):
            conditions = UNSET
        else:
            conditions = RuleSetRequestConditions.from_dict(_conditions)

        rule_set_details = cls(
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
            proof=proof,
            shadow=shadow,
            conditions=conditions,
        )

        rule_set_details.additional_properties = d
        return rule_set_details

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
