from typing import Literal

ProfileHardware = Literal["cpu", "gpu"]

PROFILE_HARDWARE_VALUES: set[ProfileHardware] = {
    "cpu",
    "gpu",
}


def check_profile_hardware(value: str) -> ProfileHardware:
    if value in PROFILE_HARDWARE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROFILE_HARDWARE_VALUES!r}"
    )
