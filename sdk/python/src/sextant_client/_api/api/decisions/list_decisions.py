import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.decision_page import DecisionPage
from ...models.list_decisions_slot import ListDecisionsSlot
from ...models.list_decisions_verdict import (
    ListDecisionsVerdict,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    recommendation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    kind: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    dataset: str | Unset = UNSET,
    rule: str | Unset = UNSET,
    slot: ListDecisionsSlot | Unset = UNSET,
    value: str | Unset = UNSET,
    verdict: ListDecisionsVerdict | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params["recommendation"] = recommendation

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params["kind"] = kind

    params["actor"] = actor

    params["dataset"] = dataset

    params["rule"] = rule

    json_slot: str | Unset = UNSET
    if not isinstance(slot, Unset):
        json_slot = slot

    params["slot"] = json_slot

    params["value"] = value

    json_verdict: str | Unset = UNSET
    if not isinstance(verdict, Unset):
        json_verdict = verdict

    params["verdict"] = json_verdict

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/decisions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DecisionPage | None:
    if response.status_code == 200:
        response_200 = DecisionPage.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DecisionPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    recommendation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    kind: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    dataset: str | Unset = UNSET,
    rule: str | Unset = UNSET,
    slot: ListDecisionsSlot | Unset = UNSET,
    value: str | Unset = UNSET,
    verdict: ListDecisionsVerdict | Unset = UNSET,
) -> Response[DecisionPage]:
    """Recorded decisions, newest first

     All filters hold together. A page ends where five thousand decisions of the time asked for were
    looked at, so that it may be short, or empty, and still have a `nextCursor`. A decision whose record
    was changed after it was written is there with `damaged`; what it says is not looked at, so that
    `rule`, `slot`, `value` and `verdict` leave it out. With `Accept: application/x-ndjson` or
    `text/csv` all pages are sent, one decision a line, from the cursor on; `limit` then bounds them
    all.

    Args:
        limit (int | Unset): At most this many entries. Default: 20.
        cursor (str | Unset): `nextCursor` of the page before: the list goes on after it. Empty or
            left out: the first page.
        recommendation (str | Unset): Only those about this recommendation.
        from_ (datetime.datetime | Unset): From this time on.
        to (datetime.datetime | Unset): Before this time.
        kind (str | Unset): recommendation, refinement, verdicts, override, activation or shadow.
        actor (str | Unset): Who asked.
        dataset (str | Unset): Only those about a recommendation that was made of the file with
            this SHA-256.
        rule (str | Unset): The rule that decided, or that proposed a trial.
        slot (ListDecisionsSlot | Unset): A setting that was decided, tried or judged.
        value (str | Unset): What the setting is: JSON, or else a text. With `slot` or `rule` of
            that setting.
        verdict (ListDecisionsVerdict | Unset): What a probe found; with `slot` about that
            setting.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionPage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        recommendation=recommendation,
        from_=from_,
        to=to,
        kind=kind,
        actor=actor,
        dataset=dataset,
        rule=rule,
        slot=slot,
        value=value,
        verdict=verdict,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    recommendation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    kind: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    dataset: str | Unset = UNSET,
    rule: str | Unset = UNSET,
    slot: ListDecisionsSlot | Unset = UNSET,
    value: str | Unset = UNSET,
    verdict: ListDecisionsVerdict | Unset = UNSET,
) -> DecisionPage | None:
    """Recorded decisions, newest first

     All filters hold together. A page ends where five thousand decisions of the time asked for were
    looked at, so that it may be short, or empty, and still have a `nextCursor`. A decision whose record
    was changed after it was written is there with `damaged`; what it says is not looked at, so that
    `rule`, `slot`, `value` and `verdict` leave it out. With `Accept: application/x-ndjson` or
    `text/csv` all pages are sent, one decision a line, from the cursor on; `limit` then bounds them
    all.

    Args:
        limit (int | Unset): At most this many entries. Default: 20.
        cursor (str | Unset): `nextCursor` of the page before: the list goes on after it. Empty or
            left out: the first page.
        recommendation (str | Unset): Only those about this recommendation.
        from_ (datetime.datetime | Unset): From this time on.
        to (datetime.datetime | Unset): Before this time.
        kind (str | Unset): recommendation, refinement, verdicts, override, activation or shadow.
        actor (str | Unset): Who asked.
        dataset (str | Unset): Only those about a recommendation that was made of the file with
            this SHA-256.
        rule (str | Unset): The rule that decided, or that proposed a trial.
        slot (ListDecisionsSlot | Unset): A setting that was decided, tried or judged.
        value (str | Unset): What the setting is: JSON, or else a text. With `slot` or `rule` of
            that setting.
        verdict (ListDecisionsVerdict | Unset): What a probe found; with `slot` about that
            setting.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionPage
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        recommendation=recommendation,
        from_=from_,
        to=to,
        kind=kind,
        actor=actor,
        dataset=dataset,
        rule=rule,
        slot=slot,
        value=value,
        verdict=verdict,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    recommendation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    kind: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    dataset: str | Unset = UNSET,
    rule: str | Unset = UNSET,
    slot: ListDecisionsSlot | Unset = UNSET,
    value: str | Unset = UNSET,
    verdict: ListDecisionsVerdict | Unset = UNSET,
) -> Response[DecisionPage]:
    """Recorded decisions, newest first

     All filters hold together. A page ends where five thousand decisions of the time asked for were
    looked at, so that it may be short, or empty, and still have a `nextCursor`. A decision whose record
    was changed after it was written is there with `damaged`; what it says is not looked at, so that
    `rule`, `slot`, `value` and `verdict` leave it out. With `Accept: application/x-ndjson` or
    `text/csv` all pages are sent, one decision a line, from the cursor on; `limit` then bounds them
    all.

    Args:
        limit (int | Unset): At most this many entries. Default: 20.
        cursor (str | Unset): `nextCursor` of the page before: the list goes on after it. Empty or
            left out: the first page.
        recommendation (str | Unset): Only those about this recommendation.
        from_ (datetime.datetime | Unset): From this time on.
        to (datetime.datetime | Unset): Before this time.
        kind (str | Unset): recommendation, refinement, verdicts, override, activation or shadow.
        actor (str | Unset): Who asked.
        dataset (str | Unset): Only those about a recommendation that was made of the file with
            this SHA-256.
        rule (str | Unset): The rule that decided, or that proposed a trial.
        slot (ListDecisionsSlot | Unset): A setting that was decided, tried or judged.
        value (str | Unset): What the setting is: JSON, or else a text. With `slot` or `rule` of
            that setting.
        verdict (ListDecisionsVerdict | Unset): What a probe found; with `slot` about that
            setting.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionPage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        recommendation=recommendation,
        from_=from_,
        to=to,
        kind=kind,
        actor=actor,
        dataset=dataset,
        rule=rule,
        slot=slot,
        value=value,
        verdict=verdict,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    recommendation: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    kind: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    dataset: str | Unset = UNSET,
    rule: str | Unset = UNSET,
    slot: ListDecisionsSlot | Unset = UNSET,
    value: str | Unset = UNSET,
    verdict: ListDecisionsVerdict | Unset = UNSET,
) -> DecisionPage | None:
    """Recorded decisions, newest first

     All filters hold together. A page ends where five thousand decisions of the time asked for were
    looked at, so that it may be short, or empty, and still have a `nextCursor`. A decision whose record
    was changed after it was written is there with `damaged`; what it says is not looked at, so that
    `rule`, `slot`, `value` and `verdict` leave it out. With `Accept: application/x-ndjson` or
    `text/csv` all pages are sent, one decision a line, from the cursor on; `limit` then bounds them
    all.

    Args:
        limit (int | Unset): At most this many entries. Default: 20.
        cursor (str | Unset): `nextCursor` of the page before: the list goes on after it. Empty or
            left out: the first page.
        recommendation (str | Unset): Only those about this recommendation.
        from_ (datetime.datetime | Unset): From this time on.
        to (datetime.datetime | Unset): Before this time.
        kind (str | Unset): recommendation, refinement, verdicts, override, activation or shadow.
        actor (str | Unset): Who asked.
        dataset (str | Unset): Only those about a recommendation that was made of the file with
            this SHA-256.
        rule (str | Unset): The rule that decided, or that proposed a trial.
        slot (ListDecisionsSlot | Unset): A setting that was decided, tried or judged.
        value (str | Unset): What the setting is: JSON, or else a text. With `slot` or `rule` of
            that setting.
        verdict (ListDecisionsVerdict | Unset): What a probe found; with `slot` about that
            setting.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionPage
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            recommendation=recommendation,
            from_=from_,
            to=to,
            kind=kind,
            actor=actor,
            dataset=dataset,
            rule=rule,
            slot=slot,
            value=value,
            verdict=verdict,
        )
    ).parsed
