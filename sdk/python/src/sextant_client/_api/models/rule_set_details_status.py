from typing import Literal

RuleSetDetailsStatus = Literal["active", "inactive", "shadow"]

RULE_SET_DETAILS_STATUS_VALUES: set[RuleSetDetailsStatus] = {
    "active",
    "inactive",
    "shadow",
}


def check_rule_set_details_status(value: str) -> RuleSetDetailsStatus:
    if value in RULE_SET_DETAILS_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RULE_SET_DETAILS_STATUS_VALUES!r}"
    )
