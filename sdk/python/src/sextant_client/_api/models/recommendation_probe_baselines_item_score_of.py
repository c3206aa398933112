from typing import Literal

RecommendationProbeBaselinesItemScoreOf = Literal["ensemble", "member"]

RECOMMENDATION_PROBE_BASELINES_ITEM_SCORE_OF_VALUES: set[
    RecommendationProbeBaselinesItemScoreOf
] = {
    "ensemble",
    "member",
}


def check_recommendation_probe_baselines_item_score_of(
    value: str,
) -> RecommendationProbeBaselinesItemScoreOf:
    if value in RECOMMENDATION_PROBE_BASELINES_ITEM_SCORE_OF_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROBE_BASELINES_ITEM_SCORE_OF_VALUES!r}"
    )
