from typing import Literal

RecommendationProbeDataSlopeMoreData = Literal["likely", "noEvidence"]

RECOMMENDATION_PROBE_DATA_SLOPE_MORE_DATA_VALUES: set[
    RecommendationProbeDataSlopeMoreData
] = {
    "likely",
    "noEvidence",
}


def check_recommendation_probe_data_slope_more_data(
    value: str,
) -> RecommendationProbeDataSlopeMoreData:
    if value in RECOMMENDATION_PROBE_DATA_SLOPE_MORE_DATA_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROBE_DATA_SLOPE_MORE_DATA_VALUES!r}"
    )
