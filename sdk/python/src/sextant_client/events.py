"""Server-sent events (HTML Living Standard, 9.2) of a probe."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ProbeEvent:
    """Progress of a probe (``event`` is ``progress``), or its end (``end``)."""

    event: str
    #: ``<attempt>.<sequence>``: a stream goes on after it.
    id: str
    data: dict[str, Any]


def read_events(lines: Iterable[str]) -> Iterator[ProbeEvent | None]:
    """Events of a stream, whose lines come one by one; ``None`` for a comment, which says that the connection is alive."""
    fields: dict[str, str] = {}
    for line in lines:
        if line == "":
            if "data" in fields:
                yield ProbeEvent(fields.get("event", "message"), fields.get("id", ""), json.loads(fields["data"]))
            fields = {}
            continue
        name, _, value = line.partition(":")
        if name == "":
            yield None
            continue
        value = value.removeprefix(" ")
        fields[name] = f"{fields[name]}\n{value}" if name == "data" and name in fields else value
