from typing import Literal

ProbeDepthStart = Literal["fresh", "grown"]

PROBE_DEPTH_START_VALUES: set[ProbeDepthStart] = {
    "fresh",
    "grown",
}


def check_probe_depth_start(value: str) -> ProbeDepthStart:
    if value in PROBE_DEPTH_START_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROBE_DEPTH_START_VALUES!r}"
    )
