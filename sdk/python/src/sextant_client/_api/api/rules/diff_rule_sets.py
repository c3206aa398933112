from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.rule_set_diff import RuleSetDiff
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    other: str,
    *,
    decisions: int | Unset = 100,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["decisions"] = decisions

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/rule-sets/{id}/diff/{other}".format(
            id=quote(str(id), safe=""),
            other=quote(str(other), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> RuleSetDiff | None:
    if response.status_code == 200:
        response_200 = RuleSetDiff.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[RuleSetDiff]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    other: str,
    *,
    client: AuthenticatedClient,
    decisions: int | Unset = 100,
) -> Response[RuleSetDiff]:
    """Where two rule sets decide differently

     From the first to the second: in which cells of facts, exhaustively, and what changes for the newest
    recorded decisions of the workspace.

    Args:
        id (str): An id that begins with `rst_`. Example:
            rst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        other (str): An id that begins with `rst_`. Example:
            rst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        decisions (int | Unset): At most so many decisions. Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[RuleSetDiff]
    """

    kwargs = _get_kwargs(
        id=id,
        other=other,
        decisions=decisions,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    other: str,
    *,
    client: AuthenticatedClient,
    decisions: int | Unset = 100,
) -> RuleSetDiff | None:
    """Where two rule sets decide differently

     From the first to the second: in which cells of facts, exhaustively, and what changes for the newest
    recorded decisions of the workspace.

    Args:
        id (str): An id that begins with `rst_`. Example:
            rst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        other (str): An id that begins with `rst_`. Example:
            rst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        decisions (int | Unset): At most so many decisions. Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        RuleSetDiff
    """

    return sync_detailed(
        id=id,
        other=other,
        client=client,
        decisions=decisions,
    ).parsed


async def asyncio_detailed(
    id: str,
    other: str,
    *,
    client: AuthenticatedClient,
    decisions: int | Unset = 100,
) -> Response[RuleSetDiff]:
    """Where two rule sets decide differently

     From the first to the second: in which cells of facts, exhaustively, and what changes for the newest
    recorded decisions of the workspace.

    Args:
        id (str): An id that begins with `rst_`. Example:
            rst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        other (str): An id that begins with `rst_`. Example:
            rst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        decisions (int | Unset): At most so many decisions. Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[RuleSetDiff]
    """

    kwargs = _get_kwargs(
        id=id,
        other=other,
        decisions=decisions,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    other: str,
    *,
    client: AuthenticatedClient,
    decisions: int | Unset = 100,
) -> RuleSetDiff | None:
    """Where two rule sets decide differently

     From the first to the second: in which cells of facts, exhaustively, and what changes for the newest
    recorded decisions of the workspace.

    Args:
        id (str): An id that begins with `rst_`. Example:
            rst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        other (str): An id that begins with `rst_`. Example:
            rst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        decisions (int | Unset): At most so many decisions. Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        RuleSetDiff
    """

    return (
        await asyncio_detailed(
            id=id,
            other=other,
            client=client,
            decisions=decisions,
        )
    ).parsed
