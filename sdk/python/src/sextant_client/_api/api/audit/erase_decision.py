from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.erasure import Erasure
from ...models.erasure_request import ErasureRequest
from ...types import Response


def _get_kwargs(
    id: str,
    *,
    body: ErasureRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/decisions/{id}/erasure".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Erasure | None:
    if response.status_code == 200:
        response_200 = Erasure.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Erasure]:
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
    body: ErasureRequest,
) -> Response[Erasure]:
    """Take away what a decision says

     And with it the recommendation that it is about, that one’s other decisions and its probes, which
    say the same. Hashes stay, and an entry for each decision says who erased it and why, so that the
    trail still verifies. Datasets are deleted by themselves; bundles, logs and backups that were made
    before have it still. The id may be that of the recommendation.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        body (ErasureRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Erasure]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    body: ErasureRequest,
) -> Erasure | None:
    """Take away what a decision says

     And with it the recommendation that it is about, that one’s other decisions and its probes, which
    say the same. Hashes stay, and an entry for each decision says who erased it and why, so that the
    trail still verifies. Datasets are deleted by themselves; bundles, logs and backups that were made
    before have it still. The id may be that of the recommendation.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        body (ErasureRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Erasure
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: ErasureRequest,
) -> Response[Erasure]:
    """Take away what a decision says

     And with it the recommendation that it is about, that one’s other decisions and its probes, which
    say the same. Hashes stay, and an entry for each decision says who erased it and why, so that the
    trail still verifies. Datasets are deleted by themselves; bundles, logs and backups that were made
    before have it still. The id may be that of the recommendation.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        body (ErasureRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Erasure]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    body: ErasureRequest,
) -> Erasure | None:
    """Take away what a decision says

     And with it the recommendation that it is about, that one’s other decisions and its probes, which
    say the same. Hashes stay, and an entry for each decision says who erased it and why, so that the
    trail still verifies. Datasets are deleted by themselves; bundles, logs and backups that were made
    before have it still. The id may be that of the recommendation.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        body (ErasureRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Erasure
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
