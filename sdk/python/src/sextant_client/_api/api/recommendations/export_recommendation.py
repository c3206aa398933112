from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.export_recommendation_format import (
    ExportRecommendationFormat,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    format_: ExportRecommendationFormat,
    *,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["if-none-match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/recommendations/{id}/exports/{format_}".format(
            id=quote(str(id), safe=""),
            format_=quote(str(format_), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> str | None:
    if response.status_code == 200:
        response_200 = response.text
        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    format_: ExportRecommendationFormat,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[str]:
    """A recommendation as a program that trains it, or as a file

     The program reads the dataset, under its name, from the folder in which it runs. It says in comments
    what it leaves out; where its library does not have what is recommended, the answer is 422, and
    `errors` has each setting.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        format_ (ExportRecommendationFormat): `json` is the recommendation itself; the others are
            programs that train what it recommends.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[str]
    """

    kwargs = _get_kwargs(
        id=id,
        format_=format_,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    format_: ExportRecommendationFormat,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> str | None:
    """A recommendation as a program that trains it, or as a file

     The program reads the dataset, under its name, from the folder in which it runs. It says in comments
    what it leaves out; where its library does not have what is recommended, the answer is 422, and
    `errors` has each setting.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        format_ (ExportRecommendationFormat): `json` is the recommendation itself; the others are
            programs that train what it recommends.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        str
    """

    return sync_detailed(
        id=id,
        format_=format_,
        client=client,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: str,
    format_: ExportRecommendationFormat,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[str]:
    """A recommendation as a program that trains it, or as a file

     The program reads the dataset, under its name, from the folder in which it runs. It says in comments
    what it leaves out; where its library does not have what is recommended, the answer is 422, and
    `errors` has each setting.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        format_ (ExportRecommendationFormat): `json` is the recommendation itself; the others are
            programs that train what it recommends.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[str]
    """

    kwargs = _get_kwargs(
        id=id,
        format_=format_,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    format_: ExportRecommendationFormat,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> str | None:
    """A recommendation as a program that trains it, or as a file

     The program reads the dataset, under its name, from the folder in which it runs. It says in comments
    what it leaves out; where its library does not have what is recommended, the answer is 422, and
    `errors` has each setting.

    Args:
        id (str): An id that begins with `rec_`. Example:
            rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        format_ (ExportRecommendationFormat): `json` is the recommendation itself; the others are
            programs that train what it recommends.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        str
    """

    return (
        await asyncio_detailed(
            id=id,
            format_=format_,
            client=client,
            if_none_match=if_none_match,
        )
    ).parsed
