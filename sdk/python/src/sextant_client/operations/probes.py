"""Operations on probes."""

from .._api.api.probes import (
    cancel_probe as cancel_probe,
    create_probe as create_probe,
    get_probe as get_probe,
    list_probes as list_probes,
    stream_probe_events as stream_probe_events,
)
