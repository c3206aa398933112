from typing import Literal

RecommendationSettingsNumericEmbeddingType0Kind = Literal[
    "none", "periodic", "piecewiseLinear"
]

RECOMMENDATION_SETTINGS_NUMERIC_EMBEDDING_TYPE_0_KIND_VALUES: set[
    RecommendationSettingsNumericEmbeddingType0Kind
] = {
    "none",
    "periodic",
    "piecewiseLinear",
}


def check_recommendation_settings_numeric_embedding_type_0_kind(
    value: str,
) -> RecommendationSettingsNumericEmbeddingType0Kind:
    if value in RECOMMENDATION_SETTINGS_NUMERIC_EMBEDDING_TYPE_0_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_NUMERIC_EMBEDDING_TYPE_0_KIND_VALUES!r}"
    )
