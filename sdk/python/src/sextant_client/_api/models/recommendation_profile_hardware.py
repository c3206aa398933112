from typing import Literal

RecommendationProfileHardware = Literal["cpu", "gpu"]

RECOMMENDATION_PROFILE_HARDWARE_VALUES: set[RecommendationProfileHardware] = {
    "cpu",
    "gpu",
}


def check_recommendation_profile_hardware(value: str) -> RecommendationProfileHardware:
    if value in RECOMMENDATION_PROFILE_HARDWARE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROFILE_HARDWARE_VALUES!r}"
    )
