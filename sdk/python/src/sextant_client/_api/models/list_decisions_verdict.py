from typing import Literal

ListDecisionsVerdict = Literal[
    "adjusted", "confirmed", "inconclusive", "refuted", "untested"
]

LIST_DECISIONS_VERDICT_VALUES: set[ListDecisionsVerdict] = {
    "adjusted",
    "confirmed",
    "inconclusive",
    "refuted",
    "untested",
}


def check_list_decisions_verdict(value: str) -> ListDecisionsVerdict:
    if value in LIST_DECISIONS_VERDICT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_DECISIONS_VERDICT_VALUES!r}"
    )
