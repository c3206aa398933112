from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.audit_verification_findings_item_code import (
    AuditVerificationFindingsItemCode,
    check_audit_verification_findings_item_code,
)
from ..models.audit_verification_findings_item_severity import (
    AuditVerificationFindingsItemSeverity,
    check_audit_verification_findings_item_severity,
)

T = TypeVar("T", bound="AuditVerificationFindingsItem")


@_attrs_define
class AuditVerificationFindingsItem:
    """
    Attributes:
        code (AuditVerificationFindingsItemCode):
        severity (AuditVerificationFindingsItemSeverity):
        message (str):
        count (int):
        first (int | None): The first place of it (`seq`, or size of a note).
        last (int | None):
        file (None | str):
    """

    code: AuditVerificationFindingsItemCode
    severity: AuditVerificationFindingsItemSeverity
    message: str
    count: int
    first: int | None
    last: int | None
    file: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code: str = self.code

        severity: str = self.severity

        message = self.message

        count = self.count

        first: int | None
        first = self.first

        last: int | None
        last = self.last

        file: None | str
        file = self.file

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "severity": severity,
                "message": message,
                "count": count,
                "first": first,
                "last": last,
                "file": file,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        code = check_audit_verification_findings_item_code(d.pop("code"))

        severity = check_audit_verification_findings_item_severity(d.pop("severity"))

        message = d.pop("message")

        count = d.pop("count")

        def _parse_first(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        first = _parse_first(d.pop("first"))

        def _parse_last(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        last = _parse_last(d.pop("last"))

        def _parse_file(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        file = _parse_file(d.pop("file"))

        audit_verification_findings_item = cls(
            code=code,
            severity=severity,
            message=message,
            count=count,
            first=first,
            last=last,
            file=file,
        )

        audit_verification_findings_item.additional_properties = d
        return audit_verification_findings_item

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
