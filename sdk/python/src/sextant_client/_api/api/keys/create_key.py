from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.key_request import KeyRequest
from ...models.new_api_key import NewApiKey
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: KeyRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/keys",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> NewApiKey | None:
    if response.status_code == 201:
        response_201 = NewApiKey.from_dict(response.json())

        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[NewApiKey]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: KeyRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[NewApiKey]:
    """Make a key

     For the workspace of the key that asks, and with no scope that it does not have itself. As soon as
    there is one key, every operation needs one. The key is shown once and kept by nobody: with an
    `Idempotency-Key` that made one before, no other is made and the answer is 409 `key_shown`, which
    names its id.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (KeyRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NewApiKey]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: KeyRequest,
    idempotency_key: str | Unset = UNSET,
) -> NewApiKey | None:
    """Make a key

     For the workspace of the key that asks, and with no scope that it does not have itself. As soon as
    there is one key, every operation needs one. The key is shown once and kept by nobody: with an
    `Idempotency-Key` that made one before, no other is made and the answer is 409 `key_shown`, which
    names its id.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (KeyRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NewApiKey
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: KeyRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[NewApiKey]:
    """Make a key

     For the workspace of the key that asks, and with no scope that it does not have itself. As soon as
    there is one key, every operation needs one. The key is shown once and kept by nobody: with an
    `Idempotency-Key` that made one before, no other is made and the answer is 409 `key_shown`, which
    names its id.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (KeyRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NewApiKey]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: KeyRequest,
    idempotency_key: str | Unset = UNSET,
) -> NewApiKey | None:
    """Make a key

     For the workspace of the key that asks, and with no scope that it does not have itself. As soon as
    there is one key, every operation needs one. The key is shown once and kept by nobody: with an
    `Idempotency-Key` that made one before, no other is made and the answer is 409 `key_shown`, which
    names its id.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (KeyRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NewApiKey
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
