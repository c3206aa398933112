from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.rule_list import RuleList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    slot: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params["slot"] = slot

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/rules",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> RuleList | None:
    if response.status_code == 200:
        response_200 = RuleList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[RuleList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    slot: str | Unset = UNSET,
) -> Response[RuleList]:
    """The rules in force

     Without their conditions, in the order of their ids; all of them unless a `limit` is given.

    Args:
        limit (int | Unset): At most this many entries; left out: all.
        cursor (str | Unset): `nextCursor` of the page before: the list goes on after it. Empty or
            left out: the first page.
        slot (str | Unset): Only those of this slot.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[RuleList]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        slot=slot,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    slot: str | Unset = UNSET,
) -> RuleList | None:
    """The rules in force

     Without their conditions, in the order of their ids; all of them unless a `limit` is given.

    Args:
        limit (int | Unset): At most this many entries; left out: all.
        cursor (str | Unset): `nextCursor` of the page before: the list goes on after it. Empty or
            left out: the first page.
        slot (str | Unset): Only those of this slot.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        RuleList
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        slot=slot,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    slot: str | Unset = UNSET,
) -> Response[RuleList]:
    """The rules in force

     Without their conditions, in the order of their ids; all of them unless a `limit` is given.

    Args:
        limit (int | Unset): At most this many entries; left out: all.
        cursor (str | Unset): `nextCursor` of the page before: the list goes on after it. Empty or
            left out: the first page.
        slot (str | Unset): Only those of this slot.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[RuleList]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        slot=slot,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    slot: str | Unset = UNSET,
) -> RuleList | None:
    """The rules in force

     Without their conditions, in the order of their ids; all of them unless a `limit` is given.

    Args:
        limit (int | Unset): At most this many entries; left out: all.
        cursor (str | Unset): `nextCursor` of the page before: the list goes on after it. Empty or
            left out: the first page.
        slot (str | Unset): Only those of this slot.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        RuleList
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            slot=slot,
        )
    ).parsed
