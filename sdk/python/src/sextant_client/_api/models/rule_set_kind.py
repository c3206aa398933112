from typing import Literal

RuleSetKind = Literal["builtIn", "overlay", "whole"]

RULE_SET_KIND_VALUES: set[RuleSetKind] = {
    "builtIn",
    "overlay",
    "whole",
}


def check_rule_set_kind(value: str) -> RuleSetKind:
    if value in RULE_SET_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RULE_SET_KIND_VALUES!r}"
    )
