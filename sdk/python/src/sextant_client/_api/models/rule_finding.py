from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rule_finding_kind import RuleFindingKind, check_rule_finding_kind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_finding_witness import RuleFindingWitness


T = TypeVar("T", bound="RuleFinding")


@_attrs_define
class RuleFinding:
    """
    Attributes:
        kind (RuleFindingKind):
        rule_id (None | str):
        problem (str):
        fix (str):
        witness (RuleFindingWitness | Unset): A profile for which it shows, if any.
    """

    kind: RuleFindingKind
    rule_id: None | str
    problem: str
    fix: str
    witness: RuleFindingWitness | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        rule_id: None | str
        rule_id = self.rule_id

        problem = self.problem

        fix = self.fix

        witness: dict[str, Any] | Unset = UNSET
        if not isinstance(self.witness, Unset):
            witness = self.witness.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "ruleId": rule_id,
                "problem": problem,
                "fix": fix,
            }
        )
        if witness is not UNSET:
            field_dict["witness"] = witness

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_finding_witness import RuleFindingWitness

        d = dict(src_dict)
        kind = check_rule_finding_kind(d.pop("kind"))

        def _parse_rule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule_id = _parse_rule_id(d.pop("ruleId"))

        problem = d.pop("problem")

        fix = d.pop("fix")

        _witness = d.pop("witness", UNSET)
        witness: RuleFindingWitness | Unset
        if isinstance(_witness, Unset):
            witness = UNSET
        else:
            witness = RuleFindingWitness.from_dict(_witness)

        rule_finding = cls(
            kind=kind,
            rule_id=rule_id,
            problem=problem,
            fix=fix,
            witness=witness,
        )

        rule_finding.additional_properties = d
        return rule_finding

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
