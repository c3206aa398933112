from typing import Literal

FixedSettingsImageAugmentationType1Item = Literal[
    "crop", "flip", "noise", "rotate", "shift"
]

FIXED_SETTINGS_IMAGE_AUGMENTATION_TYPE_1_ITEM_VALUES: set[
    FixedSettingsImageAugmentationType1Item
] = {
    "crop",
    "flip",
    "noise",
    "rotate",
    "shift",
}


def check_fixed_settings_image_augmentation_type_1_item(
    value: str,
) -> FixedSettingsImageAugmentationType1Item:
    if value in FIXED_SETTINGS_IMAGE_AUGMENTATION_TYPE_1_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_IMAGE_AUGMENTATION_TYPE_1_ITEM_VALUES!r}"
    )
