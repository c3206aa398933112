from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.recommendation import Recommendation
from ...models.recommendation_request import RecommendationRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: RecommendationRequest,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    if not isinstance(prefer, Unset):
        headers["prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/recommendations",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Recommendation | None:
    if response.status_code == 201:
        response_201 = Recommendation.from_dict(response.json())

        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Recommendation]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: RecommendationRequest,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[Recommendation]:
    """Recommend settings for a profile or a dataset

     The rules' answer for a profile, or for a dataset that was uploaded: every setting, why, and what
    else was considered. It is recorded. With `probe` a short training is queued that tests it:
    `probe.id` says which.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        prefer (str | Unset): `wait=30` holds the answer back until the probe has ended, for at
            most so many seconds; 60 are the most, and no more than the request may take.
        body (RecommendationRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Recommendation]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: RecommendationRequest,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Recommendation | None:
    """Recommend settings for a profile or a dataset

     The rules' answer for a profile, or for a dataset that was uploaded: every setting, why, and what
    else was considered. It is recorded. With `probe` a short training is queued that tests it:
    `probe.id` says which.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        prefer (str | Unset): `wait=30` holds the answer back until the probe has ended, for at
            most so many seconds; 60 are the most, and no more than the request may take.
        body (RecommendationRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Recommendation
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: RecommendationRequest,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[Recommendation]:
    """Recommend settings for a profile or a dataset

     The rules' answer for a profile, or for a dataset that was uploaded: every setting, why, and what
    else was considered. It is recorded. With `probe` a short training is queued that tests it:
    `probe.id` says which.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        prefer (str | Unset): `wait=30` holds the answer back until the probe has ended, for at
            most so many seconds; 60 are the most, and no more than the request may take.
        body (RecommendationRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Recommendation]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: RecommendationRequest,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Recommendation | None:
    """Recommend settings for a profile or a dataset

     The rules' answer for a profile, or for a dataset that was uploaded: every setting, why, and what
    else was considered. It is recorded. With `probe` a short training is queued that tests it:
    `probe.id` says which.

    Args:
        idempotency_key (str | Unset): Of your making, 1 to 255 printable characters. Sent again
            with the same body within 24 hours it gives the same answer, and nothing is done twice;
            with another body it is refused (409). While the first request is carried out, the same
            request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).
        prefer (str | Unset): `wait=30` holds the answer back until the probe has ended, for at
            most so many seconds; 60 are the most, and no more than the request may take.
        body (RecommendationRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Recommendation
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    ).parsed
