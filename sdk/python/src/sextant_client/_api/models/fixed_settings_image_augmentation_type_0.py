from typing import Literal

FixedSettingsImageAugmentationType0 = Literal["none"]

FIXED_SETTINGS_IMAGE_AUGMENTATION_TYPE_0_VALUES: set[
    FixedSettingsImageAugmentationType0
] = {
    "none",
}


def check_fixed_settings_image_augmentation_type_0(
    value: str,
) -> FixedSettingsImageAugmentationType0:
    if value in FIXED_SETTINGS_IMAGE_AUGMENTATION_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_IMAGE_AUGMENTATION_TYPE_0_VALUES!r}"
    )
