from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.probe import Probe
from ...models.probe_request import ProbeRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    body: ProbeRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/recommendations/{id}/probes".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Probe | None:
    if response.status_code == 201:
        response_201 = Probe.from_dict(response.json())

        return response_201

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
    body: ProbeRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[Probe]:
    """Test a recommendation by a short training

     Queues a probe on the dataset of which the recommendation was made. When it has ended, the
    recommendation has its settings, verdicts and scores.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (ProbeRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Probe]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    body: ProbeRequest,
    idempotency_key: str | Unset = UNSET,
) -> Probe | None:
    """Test a recommendation by a short training

     Queues a probe on the dataset of which the recommendation was made. When it has ended, the
    recommendation has its settings, verdicts and scores.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (ProbeRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Probe
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: ProbeRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[Probe]:
    """Test a recommendation by a short training

     Queues a probe on the dataset of which the recommendation was made. When it has ended, the
    recommendation has its settings, verdicts and scores.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (ProbeRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Probe]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    body: ProbeRequest,
    idempotency_key: str | Unset = UNSET,
) -> Probe | None:
    """Test a recommendation by a short training

     Queues a probe on the dataset of which the recommendation was made. When it has ended, the
    recommendation has its settings, verdicts and scores.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        body (ProbeRequest):

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
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
