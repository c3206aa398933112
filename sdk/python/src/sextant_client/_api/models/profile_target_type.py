from typing import Literal

ProfileTargetType = Literal["boolean", "list", "number", "text"]

PROFILE_TARGET_TYPE_VALUES: set[ProfileTargetType] = {
    "boolean",
    "list",
    "number",
    "text",
}


def check_profile_target_type(value: str) -> ProfileTargetType:
    if value in PROFILE_TARGET_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROFILE_TARGET_TYPE_VALUES!r}"
    )
