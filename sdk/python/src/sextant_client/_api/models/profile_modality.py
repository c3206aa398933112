from typing import Literal

ProfileModality = Literal["image", "sequence", "table", "text"]

PROFILE_MODALITY_VALUES: set[ProfileModality] = {
    "image",
    "sequence",
    "table",
    "text",
}


def check_profile_modality(value: str) -> ProfileModality:
    if value in PROFILE_MODALITY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROFILE_MODALITY_VALUES!r}"
    )
