from typing import Literal

RecommendationProbeFinalModelKind = Literal["ensemble", "refit"]

RECOMMENDATION_PROBE_FINAL_MODEL_KIND_VALUES: set[RecommendationProbeFinalModelKind] = {
    "ensemble",
    "refit",
}


def check_recommendation_probe_final_model_kind(
    value: str,
) -> RecommendationProbeFinalModelKind:
    if value in RECOMMENDATION_PROBE_FINAL_MODEL_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROBE_FINAL_MODEL_KIND_VALUES!r}"
    )
