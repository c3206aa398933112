"""What may be sent again is, until it is answered, once carried out; nothing else is."""

import asyncio
import json
import tempfile
from pathlib import Path

import pandas
from local_server import drop, send, serving
from sextant_client import Sextant, SextantProblem, sending
from sextant_client.models import Profile, ProfileColumns, PruneRequest, RecommendationRequest
from sextant_client.operations.audit import prune_audit
from sextant_client.operations.recommendations import create_recommendation, list_recommendations

sending.PAUSE = 0.01
AWAY = json.dumps({"code": "store_unavailable", "detail": "away", "hint": "wait"}).encode()
BUSY = json.dumps({"code": "in_progress", "detail": "busy"}).encode()


def flaky(handler, asked):
    """No answer, then one that passes, in turn."""
    if len(asked) % 2 == 1:
        drop(handler)
    else:
        send(handler, 503, AWAY, Retry_After="0", Content_Type="application/problem+json")


def raised(action):
    try:
        action()
    except SextantProblem as problem:
        return problem
    raise AssertionError("no problem was raised")


def keys(asked):
    return {one.headers.get("idempotency-key") for one in asked}


frame = pandas.DataFrame({"a": [1, 2], "y": ["no", "yes"]})
with serving(flaky) as (url, asked):
    sextant = Sextant(url, retries=3)
    problem = raised(lambda: sextant.request("POST", "/v1/recommendations", json={}))
    assert (problem.code, problem.status, problem.hint, problem.retry_after) == ("store_unavailable", 503, "wait", 0), problem
    assert len(asked) == 4 and len(keys(asked)) == 1 and None not in keys(asked), asked

    asked.clear()
    given = raised(lambda: sextant.request("POST", "/v1/keys", json={}, headers={"Idempotency-Key": "mine"}))
    assert given.code == "store_unavailable" and keys(asked) == {"mine"} and len(asked) == 4

    # The same for what is generated, in both ways.
    body = RecommendationRequest(profile=Profile(rows=10, columns=ProfileColumns(numeric=1)))
    asked.clear()
    raised(lambda: create_recommendation.sync(client=sextant.client, body=body))
    assert len(asked) == 4 and len(keys(asked)) == 1 and None not in keys(asked)
    asked.clear()
    raised(lambda: asyncio.run(create_recommendation.asyncio(client=Sextant(url, retries=3).client, body=body)))
    assert len(asked) == 4 and len(keys(asked)) == 1 and None not in keys(asked)

    # A body that is read as it is sent is read again.
    asked.clear()
    raised(lambda: sextant.upload(frame))
    assert len(asked) == 4 and {one.body for one in asked} == {b'{"a": 1, "y": "no"}\n{"a": 2, "y": "yes"}\n'}, asked
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.csv")
        path.write_bytes(b"a,y\n" + b"1,no\n" * 100_000)
        asked.clear()
        raised(lambda: sextant.upload(path))
        assert len(asked) == 4 and {one.body for one in asked} == {path.read_bytes()}
        assert {one.path for one in asked} == {"/v1/datasets?name=rows.csv"}

    # Reading is repeated without a key, also where it is a POST.
    for read in (
        lambda: list_recommendations.sync(client=sextant.client),
        lambda: sextant.predict("rec_1", [{"a": 1}]),
        lambda: sextant.request("POST", "/v1/audit/verify"),
    ):
        asked.clear()
        raised(read)
        assert len(asked) == 4 and keys(asked) == {None}, asked

    # What would be done twice is sent once.
    once = [
        lambda: sextant.request("POST", "/v1/audit/prune", json={}),
        lambda: prune_audit.sync(
            client=sextant.client, body=PruneRequest.from_dict({"before": "2020-01-01T00:00:00Z", "reason": "x"})
        ),
    ]
    for action in once:
        asked.clear()
        assert raised(action).code == "unreachable"
        assert len(asked) == 1 and keys(asked) == {None}

    asked.clear()
    assert raised(lambda: Sextant(url, retries=0).request("GET", "/v1/rules")).code == "unreachable"
    assert len(asked) == 1


def too_many_then_done(handler, asked):
    if len(asked) < 3:
        send(handler, 429, b'{"code": "too_many_requests", "detail": "slow down"}', Retry_After="0")
    else:
        send(handler, 200, b'{"data": []}', Content_Type="application/json")


# Nothing was done where it was too many: whatever can be read again is sent again.
with serving(too_many_then_done) as (url, asked):
    assert Sextant(url).request("POST", "/v1/audit/prune", json={}) == {"data": []}
    assert len(asked) == 3 and keys(asked) == {None}, asked
    asked.clear()
    assert Sextant(url).request("POST", "/v1/probes/prb_1/cancel") == {"data": []}
    assert len(asked) == 3, asked
    asked.clear()
    once = raised(lambda: Sextant(url).request("POST", "/v1/datasets", content=iter([b"a,y\n"])))
    assert once.status == 429 and len(asked) == 1, asked


def busy_then_done(handler, asked):
    if len(asked) == 1:
        send(handler, 409, BUSY, Content_Type="application/problem+json")
    elif len(asked) == 2:
        send(handler, 409, json.dumps({"code": "idempotency_conflict", "detail": "other"}).encode())
    else:
        send(handler, 201, b'{"id": "rec_1"}', Content_Type="application/json")


# The same request that is still being carried out has its answer later; another one under its key never.
with serving(busy_then_done) as (url, asked):
    assert raised(lambda: Sextant(url).request("POST", "/v1/recommendations", json={})).code == "idempotency_conflict"
    assert len(asked) == 2 and len(keys(asked)) == 1
    assert Sextant(url).request("POST", "/v1/recommendations", json={}) == {"id": "rec_1"}

# A list of a service that gives no cursor ends.
with serving(lambda handler, asked: send(handler, 200, b'{"data": [1, 2]}', Content_Type="application/json")) as (url, asked):
    assert list(Sextant(url).each("/v1/rules")) == [1, 2] and len(asked) == 1
