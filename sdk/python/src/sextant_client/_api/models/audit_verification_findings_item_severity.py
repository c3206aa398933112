from typing import Literal

AuditVerificationFindingsItemSeverity = Literal["damage", "note", "warning"]

AUDIT_VERIFICATION_FINDINGS_ITEM_SEVERITY_VALUES: set[
    AuditVerificationFindingsItemSeverity
] = {
    "damage",
    "note",
    "warning",
}


def check_audit_verification_findings_item_severity(
    value: str,
) -> AuditVerificationFindingsItemSeverity:
    if value in AUDIT_VERIFICATION_FINDINGS_ITEM_SEVERITY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AUDIT_VERIFICATION_FINDINGS_ITEM_SEVERITY_VALUES!r}"
    )
