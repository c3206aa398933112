from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.audit_verification_keys import (
    AuditVerificationKeys,
    check_audit_verification_keys,
)

if TYPE_CHECKING:
    from ..models.audit_verification_findings_item import AuditVerificationFindingsItem
    from ..models.audit_verification_notes import AuditVerificationNotes


T = TypeVar("T", bound="AuditVerification")


@_attrs_define
class AuditVerification:
    """
    Attributes:
        chain_id (str):
        intact (bool): No damage was found; warnings and erasures are none.
        from_ (int):
        to (int): Place of the last entry; 0 where there is none.
        entries (int):
        findings (list[AuditVerificationFindingsItem]):
        notes (AuditVerificationNotes):
        witnessed (int): Place of the last entry that a good note vouches for.
        unwitnessed (int): Entries after it.
        keys (AuditVerificationKeys): `store`: the keys that the service names itself.
    """

    chain_id: str
    intact: bool
    from_: int
    to: int
    entries: int
    findings: list[AuditVerificationFindingsItem]
    notes: AuditVerificationNotes
    witnessed: int
    unwitnessed: int
    keys: AuditVerificationKeys
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        chain_id = self.chain_id

        intact = self.intact

        from_ = self.from_

        to = self.to

        entries = self.entries

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        notes = self.notes.to_dict()

        witnessed = self.witnessed

        unwitnessed = self.unwitnessed

        keys: str = self.keys

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "chainId": chain_id,
                "intact": intact,
                "from": from_,
                "to": to,
                "entries": entries,
                "findings": findings,
                "notes": notes,
                "witnessed": witnessed,
                "unwitnessed": unwitnessed,
                "keys": keys,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.audit_verification_findings_item import (
            AuditVerificationFindingsItem,
        )
        from ..models.audit_verification_notes import AuditVerificationNotes

        d = dict(src_dict)
        chain_id = d.pop("chainId")

        intact = d.pop("intact")

        from_ = d.pop("from")

        to = d.pop("to")

        entries = d.pop("entries")

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = AuditVerificationFindingsItem.from_dict(findings_item_data)

            findings.append(findings_item)

        notes = AuditVerificationNotes.from_dict(d.pop("notes"))

        witnessed = d.pop("witnessed")

        unwitnessed = d.pop("unwitnessed")

        keys = check_audit_verification_keys(d.pop("keys"))

        audit_verification = cls(
            chain_id=chain_id,
            intact=intact,
            from_=from_,
            to=to,
            entries=entries,
            findings=findings,
            notes=notes,
            witnessed=witnessed,
            unwitnessed=unwitnessed,
            keys=keys,
        )

        audit_verification.additional_properties = d
        return audit_verification

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
