from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.probe import Probe
from ...types import Response


def _get_kwargs(
    id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/probes/{id}/cancel".format(
            id=quote(str(id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Probe | None:
    if response.status_code == 200:
        response_200 = Probe.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Probe]:
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
) -> Response[Probe]:
    """End a probe early

     One that waits ends at once. One that runs ends within a few seconds, and what it has found by then
    is kept; follow it to see when.

    Args:
        id (str): An id that begins with `prb_`. Example:
            prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Probe]
    """

    kwargs = _get_kwargs(
        id=id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
) -> Probe | None:
    """End a probe early

     One that waits ends at once. One that runs ends within a few seconds, and what it has found by then
    is kept; follow it to see when.

    Args:
        id (str): An id that begins with `prb_`. Example:
            prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Probe
    """

    return sync_detailed(
        id=id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Probe]:
    """End a probe early

     One that waits ends at once. One that runs ends within a few seconds, and what it has found by then
    is kept; follow it to see when.

    Args:
        id (str): An id that begins with `prb_`. Example:
            prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Probe]
    """

    kwargs = _get_kwargs(
        id=id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
) -> Probe | None:
    """End a probe early

     One that waits ends at once. One that runs ends within a few seconds, and what it has found by then
    is kept; follow it to see when.

    Args:
        id (str): An id that begins with `prb_`. Example:
            prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Probe
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
        )
    ).parsed
