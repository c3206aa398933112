from typing import Literal

RecommendationSettingsImageAugmentationType0Type1Item = Literal[
    "crop", "flip", "noise", "rotate", "shift"
]

RECOMMENDATION_SETTINGS_IMAGE_AUGMENTATION_TYPE_0_TYPE_1_ITEM_VALUES: set[
    RecommendationSettingsImageAugmentationType0Type1Item
] = {
    "crop",
    "flip",
    "noise",
    "rotate",
    "shift",
}


def check_recommendation_settings_image_augmentation_type_0_type_1_item(
    value: str,
) -> RecommendationSettingsImageAugmentationType0Type1Item:
    if value in RECOMMENDATION_SETTINGS_IMAGE_AUGMENTATION_TYPE_0_TYPE_1_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_IMAGE_AUGMENTATION_TYPE_0_TYPE_1_ITEM_VALUES!r}"
    )
