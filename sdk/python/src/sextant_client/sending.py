"""Requests that are sent again where that is safe, and whose problems are raised."""

from __future__ import annotations

import random
import re
import time
import uuid
from collections.abc import Iterable
from typing import Any

import anyio
import httpx

from ._api.idempotent import IDEMPOTENT_PATHS
from ._api.repeatable import REPEATABLE_PATHS
from .problem import SextantProblem, problem_of, unreachable

#: Too many requests: nothing was done.
TOO_MANY = 429
#: Answers after which the same request may be sent again: too many, or a service that is not there for a moment.
PASSING = frozenset({TOO_MANY, 502, 503, 504})
#: Methods by which nothing is done twice; a POST may be such too, by its path.
REPEATABLE = frozenset({"GET", "HEAD", "DELETE"})
#: The first pause before a request is sent again, in seconds; it doubles each time.
PAUSE = 0.25
#: The longest pause.
MOST = 30.0
#: Extension of a request whose body can be read again although it is not in memory.
READABLE_AGAIN = "sextant_client.readable_again"


def is_passing(problem: SextantProblem) -> bool:
    """Whether the same request may go well later; one that is still being carried out has its answer then."""
    return problem.status in PASSING or problem.code in {"unreachable", "in_progress"}


class Sender(httpx.Client):
    """Raises problems, and sends again what may be sent again."""

    def __init__(self, retries: int, **options: Any) -> None:
        super().__init__(**options)
        self._retries = retries

    def send(self, request: httpx.Request, *, stream: bool = False, **options: Any) -> httpx.Response:
        """Sends a request until there is an answer. A stream that is asked for is left to whoever reads it."""
        trying = _Trying(request, 0 if stream else self._retries)
        while True:
            try:
                response = super().send(request, stream=stream, **options)
                if not response.is_error:
                    return response
                response.read()
                problem = problem_of(response)
            except httpx.TransportError as error:
                problem = unreachable(error)
            time.sleep(trying.pause_after(problem))


class AsyncSender(httpx.AsyncClient):
    """The same for the asynchronous operations."""

    def __init__(self, retries: int, **options: Any) -> None:
        super().__init__(**options)
        self._retries = retries

    async def send(self, request: httpx.Request, *, stream: bool = False, **options: Any) -> httpx.Response:
        """Sends a request until there is an answer."""
        trying = _Trying(request, 0 if stream else self._retries)
        while True:
            try:
                response = await super().send(request, stream=stream, **options)
                if not response.is_error:
                    return response
                await response.aread()
                problem = problem_of(response)
            except httpx.TransportError as error:
                problem = unreachable(error)
            await anyio.sleep(trying.pause_after(problem))


class _Trying:
    """How often a request may still be sent. What creates something gets an ``Idempotency-Key``, so that it is done once."""

    def __init__(self, request: httpx.Request, retries: int) -> None:
        if _is_post_of(IDEMPOTENT_PATHS, request):
            request.headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
        is_kept = isinstance(request.stream, httpx.ByteStream) or READABLE_AGAIN in request.extensions
        is_repeatable = request.method in REPEATABLE or _is_post_of(REPEATABLE_PATHS, request)
        self._is_done_once = is_repeatable or "Idempotency-Key" in request.headers
        self._left = retries if is_kept else 0
        self._pause = PAUSE

    def pause_after(self, problem: SextantProblem) -> float:
        """Seconds until the request is sent again; raises the problem where it is not."""
        may_go_well = is_passing(problem) if self._is_done_once else problem.status == TOO_MANY
        if self._left == 0 or not may_go_well:
            raise problem
        self._left -= 1
        usual = self._pause * random.uniform(0.5, 1)
        self._pause *= 2
        return min(MOST, usual if problem.retry_after is None else problem.retry_after)


def _is_post_of(paths: Iterable[re.Pattern[str]], request: httpx.Request) -> bool:
    return request.method == "POST" and any(path.search(request.url.path) for path in paths)
