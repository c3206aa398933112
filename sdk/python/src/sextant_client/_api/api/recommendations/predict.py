from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.prediction_request import PredictionRequest
from ...models.predictions import Predictions
from ...types import Response


def _get_kwargs(
    id: str,
    *,
    body: PredictionRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/recommendations/{id}/predictions".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Predictions | None:
    if response.status_code == 200:
        response_200 = Predictions.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Predictions]:
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
    body: PredictionRequest,
) -> Response[Predictions]:
    """Predict rows with the probe's final model

     The model of the newest probe that has ended and left one.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        body (PredictionRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Predictions]
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
    body: PredictionRequest,
) -> Predictions | None:
    """Predict rows with the probe's final model

     The model of the newest probe that has ended and left one.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        body (PredictionRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Predictions
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
    body: PredictionRequest,
) -> Response[Predictions]:
    """Predict rows with the probe's final model

     The model of the newest probe that has ended and left one.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        body (PredictionRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Predictions]
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
    body: PredictionRequest,
) -> Predictions | None:
    """Predict rows with the probe's final model

     The model of the newest probe that has ended and left one.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        body (PredictionRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Predictions
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
