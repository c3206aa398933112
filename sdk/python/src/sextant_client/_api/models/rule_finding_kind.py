from typing import Literal

RuleFindingKind = Literal[
    "conflict", "duplicate", "gap", "invalid", "shadowed", "unproven", "unreachable"
]

RULE_FINDING_KIND_VALUES: set[RuleFindingKind] = {
    "conflict",
    "duplicate",
    "gap",
    "invalid",
    "shadowed",
    "unproven",
    "unreachable",
}


def check_rule_finding_kind(value: str) -> RuleFindingKind:
    if value in RULE_FINDING_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RULE_FINDING_KIND_VALUES!r}"
    )
