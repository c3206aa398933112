from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import File, Response


def _get_kwargs(
    id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/recommendations/{id}/model".format(
            id=quote(str(id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> File | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[File]:
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
) -> Response[File]:
    """The probe's final model for TensorFlow.js

     A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and
    calibration as one graph. The model of the newest probe that has ended and left one. 422
    `export_unsupported` where TensorFlow.js has no operation for its preprocessing.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
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
) -> File | None:
    """The probe's final model for TensorFlow.js

     A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and
    calibration as one graph. The model of the newest probe that has ended and left one. 422
    `export_unsupported` where TensorFlow.js has no operation for its preprocessing.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return sync_detailed(
        id=id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
) -> Response[File]:
    """The probe's final model for TensorFlow.js

     A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and
    calibration as one graph. The model of the newest probe that has ended and left one. 422
    `export_unsupported` where TensorFlow.js has no operation for its preprocessing.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
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
) -> File | None:
    """The probe's final model for TensorFlow.js

     A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and
    calibration as one graph. The model of the newest probe that has ended and left one. 422
    `export_unsupported` where TensorFlow.js has no operation for its preprocessing.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
        )
    ).parsed
