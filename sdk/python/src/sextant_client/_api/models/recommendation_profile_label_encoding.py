from typing import Literal

RecommendationProfileLabelEncoding = Literal[
    "boolean", "integer", "multiHot", "oneHot", "text"
]

RECOMMENDATION_PROFILE_LABEL_ENCODING_VALUES: set[
    RecommendationProfileLabelEncoding
] = {
    "boolean",
    "integer",
    "multiHot",
    "oneHot",
    "text",
}


def check_recommendation_profile_label_encoding(
    value: str,
) -> RecommendationProfileLabelEncoding:
    if value in RECOMMENDATION_PROFILE_LABEL_ENCODING_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_PROFILE_LABEL_ENCODING_VALUES!r}"
    )
