from typing import Literal

ReplayOutcome = Literal["different", "engine_drift", "not_replayable", "same"]

REPLAY_OUTCOME_VALUES: set[ReplayOutcome] = {
    "different",
    "engine_drift",
    "not_replayable",
    "same",
}


def check_replay_outcome(value: str) -> ReplayOutcome:
    if value in REPLAY_OUTCOME_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {REPLAY_OUTCOME_VALUES!r}"
    )
