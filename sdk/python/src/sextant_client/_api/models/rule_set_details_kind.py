from typing import Literal

RuleSetDetailsKind = Literal["builtIn", "overlay", "whole"]

RULE_SET_DETAILS_KIND_VALUES: set[RuleSetDetailsKind] = {
    "builtIn",
    "overlay",
    "whole",
}


def check_rule_set_details_kind(value: str) -> RuleSetDetailsKind:
    if value in RULE_SET_DETAILS_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RULE_SET_DETAILS_KIND_VALUES!r}"
    )
