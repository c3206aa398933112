from typing import Literal

ProbeStreamEventEvent = Literal["end", "progress"]

PROBE_STREAM_EVENT_EVENT_VALUES: set[ProbeStreamEventEvent] = {
    "end",
    "progress",
}


def check_probe_stream_event_event(value: str) -> ProbeStreamEventEvent:
    if value in PROBE_STREAM_EVENT_EVENT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROBE_STREAM_EVENT_EVENT_VALUES!r}"
    )
