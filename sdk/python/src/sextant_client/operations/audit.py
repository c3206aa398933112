"""Operations on audit."""

from .._api.api.audit import (
    erase_decision as erase_decision,
    export_audit as export_audit,
    list_audit_entries as list_audit_entries,
    list_checkpoints as list_checkpoints,
    prune_audit as prune_audit,
    verify_audit as verify_audit,
)
