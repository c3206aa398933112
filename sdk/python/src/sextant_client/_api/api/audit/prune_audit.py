from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.prune_request import PruneRequest
from ...models.pruning import Pruning
from ...types import Response


def _get_kwargs(
    *,
    body: PruneRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/audit/prune",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Pruning | None:
    if response.status_code == 200:
        response_200 = Pruning.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Pruning]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PruneRequest,
) -> Response[Pruning]:
    """Take the oldest entries away

     Up to the last signed note before a time; notes of more than an hour ago are an hour apart. An entry
    says who did it and why, and has what the rest is verified from. Decisions of those entries are
    there no more. Export the trail first: nothing else has them.

    Args:
        body (PruneRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Pruning]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: PruneRequest,
) -> Pruning | None:
    """Take the oldest entries away

     Up to the last signed note before a time; notes of more than an hour ago are an hour apart. An entry
    says who did it and why, and has what the rest is verified from. Decisions of those entries are
    there no more. Export the trail first: nothing else has them.

    Args:
        body (PruneRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Pruning
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PruneRequest,
) -> Response[Pruning]:
    """Take the oldest entries away

     Up to the last signed note before a time; notes of more than an hour ago are an hour apart. An entry
    says who did it and why, and has what the rest is verified from. Decisions of those entries are
    there no more. Export the trail first: nothing else has them.

    Args:
        body (PruneRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Pruning]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PruneRequest,
) -> Pruning | None:
    """Take the oldest entries away

     Up to the last signed note before a time; notes of more than an hour ago are an hour apart. An entry
    says who did it and why, and has what the rest is verified from. Decisions of those entries are
    there no more. Export the trail first: nothing else has them.

    Args:
        body (PruneRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Pruning
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
