from typing import Literal

AuditVerificationFindingsItemCode = Literal[
    "content_edited",
    "copy_differs",
    "erased",
    "fork",
    "gap",
    "link_broken",
    "mismatch",
    "rule_set_differs",
    "signature_bad",
    "time_order",
    "truncated",
]

AUDIT_VERIFICATION_FINDINGS_ITEM_CODE_VALUES: set[AuditVerificationFindingsItemCode] = {
    "content_edited",
    "copy_differs",
    "erased",
    "fork",
    "gap",
    "link_broken",
    "mismatch",
    "rule_set_differs",
    "signature_bad",
    "time_order",
    "truncated",
}


def check_audit_verification_findings_item_code(
    value: str,
) -> AuditVerificationFindingsItemCode:
    if value in AUDIT_VERIFICATION_FINDINGS_ITEM_CODE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AUDIT_VERIFICATION_FINDINGS_ITEM_CODE_VALUES!r}"
    )
