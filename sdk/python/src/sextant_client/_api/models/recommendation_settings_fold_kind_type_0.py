from typing import Literal

RecommendationSettingsFoldKindType0 = Literal[
    "forward", "grouped", "holdout", "plain", "stratified"
]

RECOMMENDATION_SETTINGS_FOLD_KIND_TYPE_0_VALUES: set[
    RecommendationSettingsFoldKindType0
] = {
    "forward",
    "grouped",
    "holdout",
    "plain",
    "stratified",
}


def check_recommendation_settings_fold_kind_type_0(
    value: str,
) -> RecommendationSettingsFoldKindType0:
    if value in RECOMMENDATION_SETTINGS_FOLD_KIND_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_FOLD_KIND_TYPE_0_VALUES!r}"
    )
