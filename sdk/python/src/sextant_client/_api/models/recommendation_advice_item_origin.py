from typing import Literal

RecommendationAdviceItemOrigin = Literal["caller", "override", "rule"]

RECOMMENDATION_ADVICE_ITEM_ORIGIN_VALUES: set[RecommendationAdviceItemOrigin] = {
    "caller",
    "override",
    "rule",
}


def check_recommendation_advice_item_origin(
    value: str,
) -> RecommendationAdviceItemOrigin:
    if value in RECOMMENDATION_ADVICE_ITEM_ORIGIN_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_ADVICE_ITEM_ORIGIN_VALUES!r}"
    )
