from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.counterfactual_list import CounterfactualList
from ...models.list_counterfactuals_facts import (
    ListCounterfactualsFacts,
)
from ...models.list_counterfactuals_slot import (
    ListCounterfactualsSlot,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    slot: ListCounterfactualsSlot,
    facts: ListCounterfactualsFacts | Unset = 2,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["if-none-match"] = if_none_match

    params: dict[str, Any] = {}

    json_slot: str = slot
    params["slot"] = json_slot

    json_facts: int | Unset = UNSET
    if not isinstance(facts, Unset):
        json_facts = facts

    params["facts"] = json_facts

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/decisions/{id}/counterfactuals".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CounterfactualList | None:
    if response.status_code == 200:
        response_200 = CounterfactualList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CounterfactualList]:
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
    slot: ListCounterfactualsSlot,
    facts: ListCounterfactualsFacts | Unset = 2,
    if_none_match: str | Unset = UNSET,
) -> Response[CounterfactualList]:
    """The smallest changes that flip a setting

     Of the facts that the recorded profile states, one or two at a time; derived facts follow.
    Comparisons cut each fact into finitely many cells, so that nothing is sampled, and every change is
    confirmed by an evaluation. A flip is another value by another rule, or that the slot begins or
    ceases to apply.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        slot (ListCounterfactualsSlot): The setting. Example: optimizer.
        facts (ListCounterfactualsFacts | Unset): Facts that are changed at once, at most.
            Default: 2.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CounterfactualList]
    """

    kwargs = _get_kwargs(
        id=id,
        slot=slot,
        facts=facts,
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
    slot: ListCounterfactualsSlot,
    facts: ListCounterfactualsFacts | Unset = 2,
    if_none_match: str | Unset = UNSET,
) -> CounterfactualList | None:
    """The smallest changes that flip a setting

     Of the facts that the recorded profile states, one or two at a time; derived facts follow.
    Comparisons cut each fact into finitely many cells, so that nothing is sampled, and every change is
    confirmed by an evaluation. A flip is another value by another rule, or that the slot begins or
    ceases to apply.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        slot (ListCounterfactualsSlot): The setting. Example: optimizer.
        facts (ListCounterfactualsFacts | Unset): Facts that are changed at once, at most.
            Default: 2.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CounterfactualList
    """

    return sync_detailed(
        id=id,
        client=client,
        slot=slot,
        facts=facts,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    slot: ListCounterfactualsSlot,
    facts: ListCounterfactualsFacts | Unset = 2,
    if_none_match: str | Unset = UNSET,
) -> Response[CounterfactualList]:
    """The smallest changes that flip a setting

     Of the facts that the recorded profile states, one or two at a time; derived facts follow.
    Comparisons cut each fact into finitely many cells, so that nothing is sampled, and every change is
    confirmed by an evaluation. A flip is another value by another rule, or that the slot begins or
    ceases to apply.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        slot (ListCounterfactualsSlot): The setting. Example: optimizer.
        facts (ListCounterfactualsFacts | Unset): Facts that are changed at once, at most.
            Default: 2.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CounterfactualList]
    """

    kwargs = _get_kwargs(
        id=id,
        slot=slot,
        facts=facts,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    slot: ListCounterfactualsSlot,
    facts: ListCounterfactualsFacts | Unset = 2,
    if_none_match: str | Unset = UNSET,
) -> CounterfactualList | None:
    """The smallest changes that flip a setting

     Of the facts that the recorded profile states, one or two at a time; derived facts follow.
    Comparisons cut each fact into finitely many cells, so that nothing is sampled, and every change is
    confirmed by an evaluation. A flip is another value by another rule, or that the slot begins or
    ceases to apply.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        slot (ListCounterfactualsSlot): The setting. Example: optimizer.
        facts (ListCounterfactualsFacts | Unset): Facts that are changed at once, at most.
            Default: 2.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CounterfactualList
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            slot=slot,
            facts=facts,
            if_none_match=if_none_match,
        )
    ).parsed
