"""Data frames and files as they are sent."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

Cell: TypeAlias = str | int | float | bool | None

#: Rows of a frame that are written at a time.
PIECE = 10_000
#: What one request for predictions may hold: rows, and bytes of its body with something to spare.
MOST_ROWS = 10_000
MOST_BYTES = 900_000


@runtime_checkable
class DataFrame(Protocol):
    """What is used of a pandas data frame, without a need for pandas."""

    @property
    def columns(self) -> Any: ...  # noqa: D102
    @property
    def iloc(self) -> Any: ...  # noqa: D102
    def __len__(self) -> int: ...


#: A data frame, or rows by the names of their columns.
Rows: TypeAlias = DataFrame | Iterable[Mapping[str, Any]]


def cell_of(value: Any) -> Cell:
    """A value as the service reads it: missing is ``None``, a date ISO 8601, an infinite number a text that says so."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (float, Decimal)):
        number = float(value)
        return number if math.isfinite(number) else None if math.isnan(number) else str(number)
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if hasattr(value, "item"):
        return cell_of(value.item())
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def rows_of(rows: Rows) -> Iterator[dict[str, Cell]]:
    """Rows by the names of their columns. The index of a frame is no column.

    :raises ValueError: for columns that the service would not tell apart
    """
    if isinstance(rows, DataFrame):
        yield from _frame_rows(rows)
        return
    for row in rows:
        yield {name: cell_of(value) for name, value in row.items()}


def _frame_rows(frame: DataFrame) -> Iterator[dict[str, Cell]]:
    names = _names(frame)
    for start in range(0, len(frame), PIECE):
        piece = frame.iloc[start : start + PIECE]
        columns = [[cell_of(value) for value in piece.iloc[:, index].tolist()] for index in range(len(names))]
        for cells in zip(*columns, strict=True):
            yield dict(zip(names, cells, strict=True))


def _names(frame: DataFrame) -> list[str]:
    names = [str(name) for name in frame.columns]
    seen: dict[str, str] = {}
    for name in names:
        folded = name.strip().casefold()
        if folded in seen:
            raise ValueError(f"The columns {seen[folded]!r} and {name!r} cannot be told apart: rename one of them.")
        seen[folded] = name
    return names


class FrameLines:
    """A data frame as NDJSON, which keeps numbers, texts and truth values apart. It can be read again."""

    def __init__(self, frame: DataFrame) -> None:
        _names(frame)
        self._frame = frame

    def __iter__(self) -> Iterator[bytes]:
        lines: list[str] = []
        for row in rows_of(self._frame):
            lines.append(json.dumps(row))
            if len(lines) == PIECE:
                yield _ended(lines)
                lines = []
        yield _ended(lines)


def _ended(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


class FileBytes:
    """A file that is read as it is sent. It can be read again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            while piece := file.read(1 << 18):
                yield piece


def prediction_bodies(rows: Rows) -> Iterator[bytes]:
    """Bodies of requests for predictions: as many as it takes."""
    held: list[str] = []
    size = 0
    for row in rows_of(rows):
        text = json.dumps(row)
        if held and (len(held) == MOST_ROWS or size + len(text) > MOST_BYTES):
            yield _body(held)
            held, size = [], 0
        held.append(text)
        size += len(text) + 1
    if held:
        yield _body(held)


def _body(rows: Sequence[str]) -> bytes:
    return f'{{"rows":[{",".join(rows)}]}}'.encode()
