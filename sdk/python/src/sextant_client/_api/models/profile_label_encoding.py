from typing import Literal

ProfileLabelEncoding = Literal["boolean", "integer", "multiHot", "oneHot", "text"]

PROFILE_LABEL_ENCODING_VALUES: set[ProfileLabelEncoding] = {
    "boolean",
    "integer",
    "multiHot",
    "oneHot",
    "text",
}


def check_profile_label_encoding(value: str) -> ProfileLabelEncoding:
    if value in PROFILE_LABEL_ENCODING_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROFILE_LABEL_ENCODING_VALUES!r}"
    )
