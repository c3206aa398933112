from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AuditVerificationNotes")


@_attrs_define
class AuditVerificationNotes:
    """
    Attributes:
        count (int):
        verified (int):
        signature_bad (int):
        truncated (int):
        mismatch (int):
        not_checked (int):
    """

    count: int
    verified: int
    signature_bad: int
    truncated: int
    mismatch: int
    not_checked: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        verified = self.verified

        signature_bad = self.signature_bad

        truncated = self.truncated

        mismatch = self.mismatch

        not_checked = self.not_checked

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "count": count,
                "verified": verified,
                "signatureBad": signature_bad,
                "truncated": truncated,
                "mismatch": mismatch,
                "notChecked": not_checked,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        count = d.pop("count")

        verified = d.pop("verified")

        signature_bad = d.pop("signatureBad")

        truncated = d.pop("truncated")

        mismatch = d.pop("mismatch")

        not_checked = d.pop("notChecked")

        audit_verification_notes = cls(
            count=count,
            verified=verified,
            signature_bad=signature_bad,
            truncated=truncated,
            mismatch=mismatch,
            not_checked=not_checked,
        )

        audit_verification_notes.additional_properties = d
        return audit_verification_notes

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
