from typing import Literal

RecommendationRequestProbeSearch = Literal["grid", "halving", "random"]

RECOMMENDATION_REQUEST_PROBE_SEARCH_VALUES: set[RecommendationRequestProbeSearch] = {
    "grid",
    "halving",
    "random",
}


def check_recommendation_request_probe_search(
    value: str,
) -> RecommendationRequestProbeSearch:
    if value in RECOMMENDATION_REQUEST_PROBE_SEARCH_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_REQUEST_PROBE_SEARCH_VALUES!r}"
    )
