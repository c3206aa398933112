from typing import Literal

RuleSetStatus = Literal["active", "inactive", "shadow"]

RULE_SET_STATUS_VALUES: set[RuleSetStatus] = {
    "active",
    "inactive",
    "shadow",
}


def check_rule_set_status(value: str) -> RuleSetStatus:
    if value in RULE_SET_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RULE_SET_STATUS_VALUES!r}"
    )
