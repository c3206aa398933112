from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dataset import Dataset
from ...models.dataset_import_request import DatasetImportRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: DatasetImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/datasets/import",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Dataset | None:
    if response.status_code == 201:
        response_201 = Dataset.from_dict(response.json())

        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Dataset]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: DatasetImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[Dataset]:
    """Take in a file from the storage

     The file lies in the bucket of the service already, below `SEXTANT_S3_IMPORT_PREFIX`, and may be
    larger than an upload. It is copied: what becomes of the object later does not matter to the
    dataset.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (DatasetImportRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Dataset]
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
    body: DatasetImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> Dataset | None:
    """Take in a file from the storage

     The file lies in the bucket of the service already, below `SEXTANT_S3_IMPORT_PREFIX`, and may be
    larger than an upload. It is copied: what becomes of the object later does not matter to the
    dataset.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (DatasetImportRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Dataset
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: DatasetImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[Dataset]:
    """Take in a file from the storage

     The file lies in the bucket of the service already, below `SEXTANT_S3_IMPORT_PREFIX`, and may be
    larger than an upload. It is copied: what becomes of the object later does not matter to the
    dataset.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (DatasetImportRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Dataset]
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
    body: DatasetImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> Dataset | None:
    """Take in a file from the storage

     The file lies in the bucket of the service already, below `SEXTANT_S3_IMPORT_PREFIX`, and may be
    larger than an upload. It is copied: what becomes of the object later does not matter to the
    dataset.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (DatasetImportRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Dataset
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
