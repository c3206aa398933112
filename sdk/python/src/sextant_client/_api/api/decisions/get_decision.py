from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.decision_activation import DecisionActivation
from ...models.decision_override import DecisionOverride
from ...models.decision_recommendation import DecisionRecommendation
from ...models.decision_refinement import DecisionRefinement
from ...models.decision_shadow import DecisionShadow
from ...models.decision_verdicts import DecisionVerdicts
from ...types import UNSET, Response, Unset


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
        "url": "/v1/decisions/{id}".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    DecisionActivation
    | DecisionOverride
    | DecisionRecommendation
    | DecisionRefinement
    | DecisionShadow
    | DecisionVerdicts
    | None
):
    if response.status_code == 200:

        def _parse_response_200(
            data: object,
        ) -> (
            DecisionActivation
            | DecisionOverride
            | DecisionRecommendation
            | DecisionRefinement
            | DecisionShadow
            | DecisionVerdicts
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_decision_type_0 = DecisionRecommendation.from_dict(
                    data
                )

                return componentsschemas_decision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_decision_type_1 = DecisionRefinement.from_dict(data)

                return componentsschemas_decision_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_decision_type_2 = DecisionVerdicts.from_dict(data)

                return componentsschemas_decision_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_decision_type_3 = DecisionActivation.from_dict(data)

                return componentsschemas_decision_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_decision_type_4 = DecisionShadow.from_dict(data)

                return componentsschemas_decision_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_decision_type_5 = DecisionOverride.from_dict(data)

            return componentsschemas_decision_type_5

        response_200 = _parse_response_200(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[
    DecisionActivation
    | DecisionOverride
    | DecisionRecommendation
    | DecisionRefinement
    | DecisionShadow
    | DecisionVerdicts
]:
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
) -> Response[
    DecisionActivation
    | DecisionOverride
    | DecisionRecommendation
    | DecisionRefinement
    | DecisionShadow
    | DecisionVerdicts
]:
    """A decision as it was recorded

     With the facts that the rules saw, the trace of every rule, and what came of it. It never changes:
    where what is stored is not what was written, the answer is 409 `record_damaged`.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionActivation | DecisionOverride | DecisionRecommendation | DecisionRefinement | DecisionShadow | DecisionVerdicts]
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
) -> (
    DecisionActivation
    | DecisionOverride
    | DecisionRecommendation
    | DecisionRefinement
    | DecisionShadow
    | DecisionVerdicts
    | None
):
    """A decision as it was recorded

     With the facts that the rules saw, the trace of every rule, and what came of it. It never changes:
    where what is stored is not what was written, the answer is 409 `record_damaged`.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionActivation | DecisionOverride | DecisionRecommendation | DecisionRefinement | DecisionShadow | DecisionVerdicts
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
) -> Response[
    DecisionActivation
    | DecisionOverride
    | DecisionRecommendation
    | DecisionRefinement
    | DecisionShadow
    | DecisionVerdicts
]:
    """A decision as it was recorded

     With the facts that the rules saw, the trace of every rule, and what came of it. It never changes:
    where what is stored is not what was written, the answer is 409 `record_damaged`.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionActivation | DecisionOverride | DecisionRecommendation | DecisionRefinement | DecisionShadow | DecisionVerdicts]
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
) -> (
    DecisionActivation
    | DecisionOverride
    | DecisionRecommendation
    | DecisionRefinement
    | DecisionShadow
    | DecisionVerdicts
    | None
):
    """A decision as it was recorded

     With the facts that the rules saw, the trace of every rule, and what came of it. It never changes:
    where what is stored is not what was written, the answer is 409 `record_damaged`.

    Args:
        id (str): An id that begins with `dec_`. Example:
            dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071.
        if_none_match (str | Unset): `ETag` of an answer that you have: 304 where it is still
            that.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionActivation | DecisionOverride | DecisionRecommendation | DecisionRefinement | DecisionShadow | DecisionVerdicts
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            if_none_match=if_none_match,
        )
    ).parsed
