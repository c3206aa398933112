from typing import Literal

RecommendationProbeBaselinesItemName = Literal["constant", "linear"]

RECOMMENDATION_PROBE_BASELINES_ITEM_NAME_VALUES: set[
    RecommendationProbeBaselinesItemName
] = {
    "constant",
    "linear",
}


def check_recommendation_probe_baselines_item_name(
    value: str,
) -> RecommendationProbeBaselinesItemName:
    if value in RECOMMENDATION_PROBE_BASELINES_ITEM_NAME_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROBE_BASELINES_ITEM_NAME_VALUES!r}"
    )
