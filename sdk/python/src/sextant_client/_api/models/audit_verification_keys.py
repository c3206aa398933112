from typing import Literal

AuditVerificationKeys = Literal["given", "store"]

AUDIT_VERIFICATION_KEYS_VALUES: set[AuditVerificationKeys] = {
    "given",
    "store",
}


def check_audit_verification_keys(value: str) -> AuditVerificationKeys:
    if value in AUDIT_VERIFICATION_KEYS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AUDIT_VERIFICATION_KEYS_VALUES!r}"
    )
