"""What a service answers when something is wrong."""

from __future__ import annotations

from typing import Any, TypedDict

import httpx

from ._api.problem_codes import ProblemCode as ProblemCode


class Finding(TypedDict):
    """One place of a request that cannot be used."""

    #: JSON pointer (RFC 6901) of the place.
    pointer: str
    message: str


class SextantProblem(Exception):
    """A problem (RFC 9457) of the service, raised.

    ``code`` is stable: a ``ProblemCode``, or one of a later service; it is ``unreachable`` where no answer came, with ``status`` 0,
    ``unexpected`` for an answer that is none of Sextant's, and ``probe_failed`` for a probe that does not say why. ``hint`` says
    what to do, ``errors`` which places of the request cannot be used; ``request_id`` finds the request in the log of the service.
    After ``retry_after`` seconds it makes sense to ask again.
    """

    def __init__(
        self,
        detail: str,
        *,
        status: int = 0,
        code: str = "unexpected",
        hint: str | None = None,
        errors: list[Finding] | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status
        self.code: ProblemCode | str = code
        self.hint = hint
        self.errors = errors or []
        self.request_id = request_id
        self.retry_after = retry_after

    def __str__(self) -> str:
        """What happened, and on a line of its own what to do: so a traceback ends with it."""
        return self.detail if self.hint is None else f"{self.detail}\n{self.hint}"


def problem_of(response: httpx.Response) -> SextantProblem:
    """What the service says of a request that it did not carry out."""
    asked = response.headers.get("retry-after", "")
    retry_after = float(asked) if asked.isdecimal() else None
    status = response.status_code
    try:
        body: Any = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("code"), str):
        return SextantProblem(f"The answer is none of Sextant's: HTTP {status}.", status=status, retry_after=retry_after)
    return SextantProblem(
        str(body.get("detail", body["code"])),
        status=status,
        code=body["code"],
        hint=body.get("hint"),
        errors=body.get("errors"),
        request_id=body.get("requestId"),
        retry_after=retry_after,
    )


def unreachable(error: httpx.TransportError) -> SextantProblem:
    """That no answer came, from where, and why."""
    address = f"{error.request.url.scheme}://{error.request.url.netloc.decode('ascii')}"
    reason = (str(error) or type(error).__name__).rstrip(".")
    problem = SextantProblem(f"The service at {address} does not answer: {reason}.", code="unreachable", hint=_hint_of(error))
    problem.__cause__ = error
    return problem


def _hint_of(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return "Start it with `sextant serve`, or give another base_url."
    if isinstance(error, httpx.TimeoutException):
        return "Give a longer timeout, or see what the service is busy with."
    return "Ask again; where it stays so, see whether the service still runs and base_url is its address."
