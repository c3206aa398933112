from typing import Literal

RecommendationRequestProbeDepthStart = Literal["fresh", "grown"]

RECOMMENDATION_REQUEST_PROBE_DEPTH_START_VALUES: set[
    RecommendationRequestProbeDepthStart
] = {
    "fresh",
    "grown",
}


def check_recommendation_request_probe_depth_start(
    value: str,
) -> RecommendationRequestProbeDepthStart:
    if value in RECOMMENDATION_REQUEST_PROBE_DEPTH_START_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_REQUEST_PROBE_DEPTH_START_VALUES!r}"
    )
