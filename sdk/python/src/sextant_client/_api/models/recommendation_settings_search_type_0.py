from typing import Literal

RecommendationSettingsSearchType0 = Literal["grid", "halving", "random"]

RECOMMENDATION_SETTINGS_SEARCH_TYPE_0_VALUES: set[RecommendationSettingsSearchType0] = {
    "grid",
    "halving",
    "random",
}


def check_recommendation_settings_search_type_0(
    value: str,
) -> RecommendationSettingsSearchType0:
    if value in RECOMMENDATION_SETTINGS_SEARCH_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_SEARCH_TYPE_0_VALUES!r}"
    )
