from typing import Literal

RecommendationAdviceItemVerdict = Literal[
    "adjusted", "confirmed", "inconclusive", "refuted", "untested"
]

RECOMMENDATION_ADVICE_ITEM_VERDICT_VALUES: set[RecommendationAdviceItemVerdict] = {
    "adjusted",
    "confirmed",
    "inconclusive",
    "refuted",
    "untested",
}


def check_recommendation_advice_item_verdict(
    value: str,
) -> RecommendationAdviceItemVerdict:
    if value in RECOMMENDATION_ADVICE_ITEM_VERDICT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_ADVICE_ITEM_VERDICT_VALUES!r}"
    )
