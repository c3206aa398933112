"""The hand-written layer over the generated client: waiting, events, pages, data frames."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

import httpx

from ._api import AuthenticatedClient
from .events import ProbeEvent, read_events
from .problem import SextantProblem, unreachable
from .sending import READABLE_AGAIN, AsyncSender, Sender, is_passing
from .tables import DataFrame, FileBytes, FrameLines, Rows, prediction_bodies

#: How long nothing may come of a probe before the time is looked at, in seconds.
QUIET = 5.0
#: Streams that break off without a sign of life between them: then there is no hope. The pauses double, from one second on.
MOST_FAILURES = 5

Json: TypeAlias = dict[str, Any]
Data: TypeAlias = DataFrame | str | Path


class Sextant:
    """A Sextant service, spoken to by one key or none.

    ``client`` is what the generated operations take: each is a module of ``sextant_client.operations``.
    """

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8787",
        key: str | None = None,
        *,
        timeout: float = 90.0,
        retries: int = 2,
    ) -> None:
        """Connects to nothing yet.

        :param key: ``sx_...``, where the service has keys
        :param timeout: seconds in which nothing comes, after which an answer is given up
        :param retries: how often a request is sent again to which no answer came, or one that passes
        :raises ValueError: for a base URL that does not begin with ``http://`` or ``https://``
        """
        if not base_url.lower().startswith(("http://", "https://")):
            raise ValueError(f"base_url must begin with http:// or https://: give http://{base_url} in place of {base_url}.")
        self._timeout = timeout
        options: dict[str, Any] = {
            "base_url": base_url,
            "headers": {} if key is None else {"Authorization": f"Bearer {key}"},
            "timeout": timeout,
            "verify": httpx.create_ssl_context(),
        }
        self._http = Sender(retries, **options)
        self.client = AuthenticatedClient(base_url=base_url, token=key or "")
        self.client.set_httpx_client(self._http)
        self.client.set_async_httpx_client(AsyncSender(retries, **options))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections."""
        self._http.close()

    def recommend(
        self,
        data: Data,
        target: str | Sequence[str],
        *,
        budget_seconds: float | None = 30.0,
        trials: int | None = None,
        seed: int | None = None,
        settings: Mapping[str, Any] | None = None,
        task: str | None = None,
        metric: str | None = None,
        ignore: Sequence[str] | None = None,
        group: str | None = None,
        time: str | None = None,
        weight: str | None = None,
        skip_bad_rows: bool | None = None,
        timeout: float | None = None,
        on_progress: Callable[[Json], None] | None = None,
    ) -> Json:
        """Settings for a data frame or a file, tested by a probe that is waited for.

        :param target: the column that the network shall predict, or several that are one-hot labels
        :param budget_seconds: time of the probe; where ``trials`` are given their number bounds it; ``None``: the rules alone
        :param seed: of the probe; with ``trials`` the same seed gives the same answer
        :param settings: settings that are fixed, by slot
        :param task: what the target is; rules decide it otherwise
        :param metric: what is optimised
        :param ignore: columns that are no features
        :param group: rows with one value of this column stay on one side of every split
        :param time: rows are validated on what came after what they were trained on, by this column
        :param weight: how much each row counts in the loss, a number of at least 0; scores count all rows alike
        :param skip_bad_rows: leave out rows that do not fit the header
        :param timeout: seconds after which the end of the probe is waited for no longer; the probe goes on
        :param on_progress: told of progress, at most ten times a second
        :returns: the recommendation, as the service gives it
        :raises SextantProblem: what the service says
        :raises TimeoutError: where the probe has not ended in time
        """
        made = self.request(
            "POST",
            "/v1/recommendations",
            json=_given(
                dataset=_given(
                    id=self.upload(data)["id"],
                    target=[target] if isinstance(target, str) else list(target),
                    task=task,
                    metric=metric,
                    ignore=None if ignore is None else list(ignore),
                    group=group,
                    time=time,
                    weight=weight,
                    skipBadRows=skip_bad_rows,
                ),
                constraints={"settings": dict(settings)} if settings else None,
                probe=_probe(budget_seconds, trials, seed),
            ),
        )
        if made.get("probe") is None:
            return _object(made)
        self.wait_for_probe(made["probe"]["id"], timeout=timeout, on_progress=on_progress)
        return _object(self.request("GET", f"/v1/recommendations/{made['id']}"))

    def upload(self, data: Data, name: str | None = None) -> Json:
        """Uploads a file, or a data frame as NDJSON; neither has to fit into memory twice.

        :raises ValueError: for columns of a frame that the service would not tell apart
        """
        headers = {"Content-Type": "application/octet-stream"}
        content: Iterable[bytes]
        if isinstance(data, DataFrame):
            content = FrameLines(data)
            called = f"{name or 'frame'}.ndjson"
        else:
            path = Path(data)
            content = FileBytes(path)
            called = name or path.name
            headers["Content-Length"] = str(path.stat().st_size)
        again = {READABLE_AGAIN: True}
        return _object(
            self.request("POST", "/v1/datasets", params={"name": called}, content=content, headers=headers, extensions=again)
        )

    def predict(self, recommendation_id: str, rows: Rows) -> list[Json]:
        """Predictions by the model of a recommendation's newest probe, one for each row of a data frame or each dictionary.

        Each has ``prediction``, the label or the number, and of classes ``probabilities`` by label.
        """
        path = f"/v1/recommendations/{recommendation_id}/predictions"
        headers = {"Content-Type": "application/json"}
        predictions: list[Json] = []
        for body in prediction_bodies(rows):
            predictions += self.request("POST", path, content=body, headers=headers)["data"]
        return predictions

    def events(self, probe_id: str, after: str | None = None) -> Iterator[ProbeEvent]:
        """Events of a probe from the first to the last, or from the one after an id. A stream that breaks off is taken up again."""
        return (event for event in self._follow(probe_id, after, self._timeout) if event is not None)

    def wait_for_probe(
        self,
        probe_id: str,
        *,
        timeout: float | None = None,
        on_progress: Callable[[Json], None] | None = None,
    ) -> Json:
        """Waits until a probe has ended, and returns it.

        :raises SextantProblem: with the probe's own code where it failed
        :raises TimeoutError: where it has not ended in time
        """
        until = None if timeout is None else time.monotonic() + timeout
        quiet = self._timeout if timeout is None else min(QUIET, timeout)
        for event in self._follow(probe_id, None, quiet):
            if event is not None and event.event == "end":
                break
            if until is not None and time.monotonic() >= until:
                raise TimeoutError(f"The probe {probe_id} has not ended in {timeout} s.")
            if event is not None and on_progress is not None and event.event == "progress":
                on_progress(event.data)
        probe = _object(self.request("GET", f"/v1/probes/{probe_id}"))
        if probe["status"] == "failed":
            error = probe.get("error") or {}
            detail, code = error.get("detail", "The probe failed."), error.get("code", "probe_failed")
            raise SextantProblem(detail, status=200, code=code)
        return probe

    def each(self, path: str, **filters: Any) -> Iterator[Json]:
        """Every entry of a list, page by page as they are asked for: ``each("/v1/decisions", kind="override")``."""
        params = {name: value for name, value in filters.items() if value is not None}
        while True:
            page = self.request("GET", path, params=params)
            yield from page["data"]
            # A service of an earlier version gives some lists at once, and no cursor.
            if page.get("nextCursor") is None:
                return
            params["cursor"] = page["nextCursor"]

    def request(self, method: str, path: str, **sent: Any) -> Any:
        """One request: JSON as it is, else text or bytes; ``None`` where there is nothing. What creates something is done once.

        :param sent: ``json``, ``params``, ``headers``, ``content``: what ``httpx.Client.request`` takes
        :raises SextantProblem: what the service says, and ``unreachable`` where no answer comes
        """
        response = self._http.request(method, path, **sent)
        kind = response.headers.get("content-type", "")
        if kind.startswith("application/json"):
            return response.json()
        return response.text if kind.startswith(("text/", "application/x-ndjson")) else response.content or None

    def _follow(self, probe_id: str, after: str | None, quiet: float) -> Iterator[ProbeEvent | None]:
        """Events to the last; ``None`` where nothing came for a while."""
        failures = 0
        while True:
            try:
                for event in self._stream(probe_id, after, quiet):
                    failures = 0
                    if event is not None and event.id != "":
                        after = event.id
                    yield event
                    if event is not None and event.event == "end":
                        return
                problem = SextantProblem("The stream of events ends before the probe does.", status=200)
            except httpx.ReadTimeout as error:
                problem = unreachable(error)
                if quiet < self._timeout:
                    yield None
                    continue
            except httpx.TransportError as error:
                problem = unreachable(error)
            except SextantProblem as error:
                if not is_passing(error):
                    raise
                problem = error
            failures += 1
            if failures > MOST_FAILURES:
                raise problem
            time.sleep(min(quiet, 2 ** (failures - 1)))
            yield None

    def _stream(self, probe_id: str, after: str | None, quiet: float) -> Iterator[ProbeEvent | None]:
        headers = {} if after is None else {"Last-Event-ID": after}
        timeout = httpx.Timeout(self._timeout, read=quiet)
        path = f"/v1/probes/{probe_id}/events"
        with self._http.stream("GET", path, headers=headers, timeout=timeout) as response:
            yield from read_events(response.iter_lines())


def _given(**members: Any) -> Json:
    return {name: value for name, value in members.items() if value is not None}


def _probe(budget_seconds: float | None, trials: int | None, seed: int | None) -> Json | None:
    if trials is None and budget_seconds is None:
        return None
    return _given(trialsLimit=trials, budgetSeconds=budget_seconds if trials is None else None, seed=seed)


def _object(answer: Any) -> Json:
    answered: Json = answer
    return answered
