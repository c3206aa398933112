from typing import Literal

ProbeEntryStatus = Literal["cancelled", "failed", "queued", "running", "succeeded"]

PROBE_ENTRY_STATUS_VALUES: set[ProbeEntryStatus] = {
    "cancelled",
    "failed",
    "queued",
    "running",
    "succeeded",
}


def check_probe_entry_status(value: str) -> ProbeEntryStatus:
    if value in PROBE_ENTRY_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROBE_ENTRY_STATUS_VALUES!r}"
    )
