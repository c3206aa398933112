from typing import Literal

RecommendationProbeDepthStart = Literal["fresh", "grown"]

RECOMMENDATION_PROBE_DEPTH_START_VALUES: set[RecommendationProbeDepthStart] = {
    "fresh",
    "grown",
}


def check_recommendation_probe_depth_start(value: str) -> RecommendationProbeDepthStart:
    if value in RECOMMENDATION_PROBE_DEPTH_START_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROBE_DEPTH_START_VALUES!r}"
    )
