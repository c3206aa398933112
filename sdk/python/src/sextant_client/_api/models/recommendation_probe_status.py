from typing import Literal

RecommendationProbeStatus = Literal[
    "cancelled", "failed", "queued", "running", "succeeded"
]

RECOMMENDATION_PROBE_STATUS_VALUES: set[RecommendationProbeStatus] = {
    "cancelled",
    "failed",
    "queued",
    "running",
    "succeeded",
}


def check_recommendation_probe_status(value: str) -> RecommendationProbeStatus:
    if value in RECOMMENDATION_PROBE_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROBE_STATUS_VALUES!r}"
    )
