from typing import Literal

RecommendationProfileTargetType = Literal["boolean", "list", "number", "text"]

RECOMMENDATION_PROFILE_TARGET_TYPE_VALUES: set[RecommendationProfileTargetType] = {
    "boolean",
    "list",
    "number",
    "text",
}


def check_recommendation_profile_target_type(
    value: str,
) -> RecommendationProfileTargetType:
    if value in RECOMMENDATION_PROFILE_TARGET_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROFILE_TARGET_TYPE_VALUES!r}"
    )
