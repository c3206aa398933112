from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    id: str,
    *,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["if-none-match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/recommendations/{id}/model".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
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
    if_none_match: str | Unset = UNSET,
) -> Response[File]:
    """The probe's final model for TensorFlow.js

     A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and
    calibration as one graph. The model of the newest probe that has ended and left one. 422
    `export_unsupported` where TensorFlow.js has no operation for its preprocessing.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        id=id,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> File | None:
    """The probe's final model for TensorFlow.js

     A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and
    calibration as one graph. The model of the newest probe that has ended and left one. 422
    `export_unsupported` where TensorFlow.js has no operation for its preprocessing.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return sync_detailed(
        id=id,
        client=client,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[File]:
    """The probe's final model for TensorFlow.js

     A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and
    calibration as one graph. The model of the newest probe that has ended and left one. 422
    `export_unsupported` where TensorFlow.js has no operation for its preprocessing.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        id=id,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> File | None:
    """The probe's final model for TensorFlow.js

     A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and
    calibration as one graph. The model of the newest probe that has ended and left one. 422
    `export_unsupported` where TensorFlow.js has no operation for its preprocessing.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

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
            if_none_match=if_none_match,
        )
    ).parsed
