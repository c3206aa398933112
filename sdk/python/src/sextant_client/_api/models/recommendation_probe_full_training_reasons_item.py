from typing import Literal

RecommendationProbeFullTrainingReasonsItem = Literal["cut", "sampled", "stillFalling"]

RECOMMENDATION_PROBE_FULL_TRAINING_REASONS_ITEM_VALUES: set[
    RecommendationProbeFullTrainingReasonsItem
] = {
    "cut",
    "sampled",
    "stillFalling",
}


def check_recommendation_probe_full_training_reasons_item(
    value: str,
) -> RecommendationProbeFullTrainingReasonsItem:
    if value in RECOMMENDATION_PROBE_FULL_TRAINING_REASONS_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROBE_FULL_TRAINING_REASONS_ITEM_VALUES!r}"
    )
