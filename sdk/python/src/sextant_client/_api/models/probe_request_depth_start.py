from typing import Literal

ProbeRequestDepthStart = Literal["fresh", "grown"]

PROBE_REQUEST_DEPTH_START_VALUES: set[ProbeRequestDepthStart] = {
    "fresh",
    "grown",
}


def check_probe_request_depth_start(value: str) -> ProbeRequestDepthStart:
    if value in PROBE_REQUEST_DEPTH_START_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROBE_REQUEST_DEPTH_START_VALUES!r}"
    )
