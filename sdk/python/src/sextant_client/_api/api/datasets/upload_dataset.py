from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dataset import Dataset
from ...models.upload_dataset_files_body import UploadDatasetFilesBody
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: File | UploadDatasetFilesBody | Unset = UNSET,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    params: dict[str, Any] = {}

    params["name"] = name

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/datasets",
        "params": params,
    }

    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/octet-stream"
    if isinstance(body, UploadDatasetFilesBody):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"

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
    body: File | UploadDatasetFilesBody | Unset = UNSET,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Dataset]:
    """Upload a file

     The body is the file, or a form with it: CSV or another delimited text, Parquet, JSON, NDJSON, or
    gzip of these. It is written to disk as it comes in. A body that is the file may also be sent as
    text/csv, text/tab-separated-values, text/plain, application/json, application/x-ndjson,
    application/vnd.apache.parquet, application/gzip.

    Args:
        name (str | Unset): Name of the file; its ending tells formats apart that could be either.
            It may be left out where a form says it. Example: iris.csv.
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (File):
        body (UploadDatasetFilesBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Dataset]
    """

    kwargs = _get_kwargs(
        body=body,
        name=name,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: File | UploadDatasetFilesBody | Unset = UNSET,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Dataset | None:
    """Upload a file

     The body is the file, or a form with it: CSV or another delimited text, Parquet, JSON, NDJSON, or
    gzip of these. It is written to disk as it comes in. A body that is the file may also be sent as
    text/csv, text/tab-separated-values, text/plain, application/json, application/x-ndjson,
    application/vnd.apache.parquet, application/gzip.

    Args:
        name (str | Unset): Name of the file; its ending tells formats apart that could be either.
            It may be left out where a form says it. Example: iris.csv.
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (File):
        body (UploadDatasetFilesBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Dataset
    """

    return sync_detailed(
        client=client,
        body=body,
        name=name,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: File | UploadDatasetFilesBody | Unset = UNSET,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Dataset]:
    """Upload a file

     The body is the file, or a form with it: CSV or another delimited text, Parquet, JSON, NDJSON, or
    gzip of these. It is written to disk as it comes in. A body that is the file may also be sent as
    text/csv, text/tab-separated-values, text/plain, application/json, application/x-ndjson,
    application/vnd.apache.parquet, application/gzip.

    Args:
        name (str | Unset): Name of the file; its ending tells formats apart that could be either.
            It may be left out where a form says it. Example: iris.csv.
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (File):
        body (UploadDatasetFilesBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Dataset]
    """

    kwargs = _get_kwargs(
        body=body,
        name=name,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: File | UploadDatasetFilesBody | Unset = UNSET,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Dataset | None:
    """Upload a file

     The body is the file, or a form with it: CSV or another delimited text, Parquet, JSON, NDJSON, or
    gzip of these. It is written to disk as it comes in. A body that is the file may also be sent as
    text/csv, text/tab-separated-values, text/plain, application/json, application/x-ndjson,
    application/vnd.apache.parquet, application/gzip.

    Args:
        name (str | Unset): Name of the file; its ending tells formats apart that could be either.
            It may be left out where a form says it. Example: iris.csv.
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (File):
        body (UploadDatasetFilesBody):

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
            name=name,
            idempotency_key=idempotency_key,
        )
    ).parsed
