from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    last_event_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["last-event-id"] = last_event_id

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/probes/{id}/events".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> str | None:
    if response.status_code == 200:
        response_200 = response.text
        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    last_event_id: str | Unset = UNSET,
) -> Response[str]:
    """Progress of a probe as it happens

     Server-sent events from the first to the last, whenever you come; with `Last-Event-ID` from the one
    after it. At most ten a second. A comment every 15 seconds shows that the connection is alive. The
    stream ends with the event `end`.

    Args:
        id (str): An id that begins with `prb_`. Example:
            prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        last_event_id (str | Unset): Id of the last event that you have.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[str]
    """

    kwargs = _get_kwargs(
        id=id,
        last_event_id=last_event_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    last_event_id: str | Unset = UNSET,
) -> str | None:
    """Progress of a probe as it happens

     Server-sent events from the first to the last, whenever you come; with `Last-Event-ID` from the one
    after it. At most ten a second. A comment every 15 seconds shows that the connection is alive. The
    stream ends with the event `end`.

    Args:
        id (str): An id that begins with `prb_`. Example:
            prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        last_event_id (str | Unset): Id of the last event that you have.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        str
    """

    return sync_detailed(
        id=id,
        client=client,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    last_event_id: str | Unset = UNSET,
) -> Response[str]:
    """Progress of a probe as it happens

     Server-sent events from the first to the last, whenever you come; with `Last-Event-ID` from the one
    after it. At most ten a second. A comment every 15 seconds shows that the connection is alive. The
    stream ends with the event `end`.

    Args:
        id (str): An id that begins with `prb_`. Example:
            prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        last_event_id (str | Unset): Id of the last event that you have.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[str]
    """

    kwargs = _get_kwargs(
        id=id,
        last_event_id=last_event_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    last_event_id: str | Unset = UNSET,
) -> str | None:
    """Progress of a probe as it happens

     Server-sent events from the first to the last, whenever you come; with `Last-Event-ID` from the one
    after it. At most ten a second. A comment every 15 seconds shows that the connection is alive. The
    stream ends with the event `end`.

    Args:
        id (str): An id that begins with `prb_`. Example:
            prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        last_event_id (str | Unset): Id of the last event that you have.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        str
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            last_event_id=last_event_id,
        )
    ).parsed
