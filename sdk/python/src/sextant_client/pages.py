"""Lists of generated operations, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ParamSpec, Protocol, TypeVar

Entry = TypeVar("Entry")
Entry_co = TypeVar("Entry_co", covariant=True)
Parameters = ParamSpec("Parameters")


class Page(Protocol[Entry_co]):
    """A page of a list."""

    @property
    def data(self) -> Sequence[Entry_co]: ...  # noqa: D102
    @property
    def next_cursor(self) -> str | None: ...  # noqa: D102


def each_of(
    operation: Callable[Parameters, Page[Entry] | None], *path: Parameters.args, **parameters: Parameters.kwargs
) -> Iterator[Entry]:
    """Every entry of a list, page by page as they are asked for: ``each_of(list_rules.sync, client=sextant.client, limit=50)``."""
    ask: Callable[..., Page[Entry] | None] = operation
    page = ask(*path, **parameters)
    while page is not None:
        yield from page.data
        if page.next_cursor is None:
            return
        page = ask(*path, **{**parameters, "cursor": page.next_cursor})
