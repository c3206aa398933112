from typing import Literal

ExportRecommendationFormat = Literal["json", "keras", "pytorch", "sklearn", "tfjs"]

EXPORT_RECOMMENDATION_FORMAT_VALUES: set[ExportRecommendationFormat] = {
    "json",
    "keras",
    "pytorch",
    "sklearn",
    "tfjs",
}


def check_export_recommendation_format(value: str) -> ExportRecommendationFormat:
    if value in EXPORT_RECOMMENDATION_FORMAT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {EXPORT_RECOMMENDATION_FORMAT_VALUES!r}"
    )
