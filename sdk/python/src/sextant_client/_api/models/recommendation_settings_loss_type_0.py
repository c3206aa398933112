from typing import Literal

RecommendationSettingsLossType0 = Literal[
    "binaryCrossentropy",
    "categoricalCrossentropy",
    "focal",
    "huber",
    "meanAbsoluteError",
    "meanSquaredError",
    "ordinalCrossentropy",
    "poisson",
    "sparseCategoricalCrossentropy",
]

RECOMMENDATION_SETTINGS_LOSS_TYPE_0_VALUES: set[RecommendationSettingsLossType0] = {
    "binaryCrossentropy",
    "categoricalCrossentropy",
    "focal",
    "huber",
    "meanAbsoluteError",
    "meanSquaredError",
    "ordinalCrossentropy",
    "poisson",
    "sparseCategoricalCrossentropy",
}


def check_recommendation_settings_loss_type_0(
    value: str,
) -> RecommendationSettingsLossType0:
    if value in RECOMMENDATION_SETTINGS_LOSS_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_LOSS_TYPE_0_VALUES!r}"
    )
