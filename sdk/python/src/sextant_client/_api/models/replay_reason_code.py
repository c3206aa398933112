from typing import Literal

ReplayReasonCode = Literal[
    "evaluation_failed", "facts_incomplete", "no_rules", "rules_unreadable"
]

REPLAY_REASON_CODE_VALUES: set[ReplayReasonCode] = {
    "evaluation_failed",
    "facts_incomplete",
    "no_rules",
    "rules_unreadable",
}


def check_replay_reason_code(value: str) -> ReplayReasonCode:
    if value in REPLAY_REASON_CODE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {REPLAY_REASON_CODE_VALUES!r}"
    )
