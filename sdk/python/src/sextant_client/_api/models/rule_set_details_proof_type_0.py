from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_finding import RuleFinding


T = TypeVar("T", bound="RuleSetDetailsProofType0")


@_attrs_define
class RuleSetDetailsProofType0:
    """Null where nobody has asked for it yet: see lintRuleSet.

    Attributes:
        is_proven (bool):
        findings (list[RuleFinding]):
    """

    is_proven: bool
    findings: list[RuleFinding]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        is_proven = self.is_proven

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "isProven": is_proven,
                "findings": findings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_finding import RuleFinding

        d = dict(src_dict)
        is_proven = d.pop("isProven")

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = RuleFinding.from_dict(findings_item_data)

            findings.append(findings_item)

        rule_set_details_proof_type_0 = cls(
            is_proven=is_proven,
            findings=findings,
        )

        rule_set_details_proof_type_0.additional_properties = d
        return rule_set_details_proof_type_0

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
