from typing import Literal

RecommendationProfileModality = Literal["image", "sequence", "table", "text"]

RECOMMENDATION_PROFILE_MODALITY_VALUES: set[RecommendationProfileModality] = {
    "image",
    "sequence",
    "table",
    "text",
}


def check_recommendation_profile_modality(value: str) -> RecommendationProfileModality:
    if value in RECOMMENDATION_PROFILE_MODALITY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROFILE_MODALITY_VALUES!r}"
    )
