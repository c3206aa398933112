"""Events of a probe: from the first to the last, from where one left off, and over connections that are lost."""

import json
import os
import time
from types import SimpleNamespace

from local_server import drop, send, serving
from sextant_client import ProbeEvent, Sextant, SextantProblem
from sextant_client import sextant as layer

sextant = Sextant(os.environ["SEXTANT"])
probe_id = os.environ["PROBE"]

seen = list(sextant.events(probe_id))
assert len(seen) > 2 and all(event.event == "progress" for event in seen[:-1]), seen
assert seen[-1] == ProbeEvent("end", seen[-1].id, {"status": "succeeded"})
assert {"stage", "doing", "share"} <= seen[0].data.keys()
assert list(sextant.events(probe_id, after=seen[1].id)) == seen[2:]
told = []
assert sextant.wait_for_probe(probe_id, on_progress=told.append)["status"] == "succeeded"
assert told == [event.data for event in seen[:-1]]

# The pauses are not what is tested.
layer.time = SimpleNamespace(sleep=lambda _: None, monotonic=time.monotonic)


def begin(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()


def write(handler, text):
    data = text.encode()
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
    handler.wfile.flush()


def event(number):
    return f"event: progress\r\nid: 1.{number}\r\ndata: {json.dumps({'share': number})}\r\n\r\n"


END = 'event: end\nid: 1.9\ndata: {"status":\ndata: "succeeded"}\n\n'


def breaking_off(handler, asked):
    """One or two events, then the connection is lost in the midst of one; in the end it is away for a moment."""
    turn = len(asked)
    if turn == 3:
        return send(handler, 503, b'{"code": "store_unavailable", "detail": "away"}')
    begin(handler)
    if turn == 1:
        write(handler, ": still there\n\n" + event(1) + event(2) + "event: progress\nid: 1.3\nda")
    elif turn == 2:
        write(handler, event(3))
    else:
        write(handler, END)
    drop(handler)
    return None


with serving(breaking_off) as (url, asked):
    came = list(Sextant(url, retries=0).events("prb_1"))
    assert [one.id for one in came] == ["1.1", "1.2", "1.3", "1.9"], came
    assert came[-1].data == {"status": "succeeded"}
    assert [one.headers.get("last-event-id") for one in asked] == [None, "1.2", "1.3", "1.3"]


def hopeless(handler, asked):
    begin(handler)
    drop(handler)


with serving(hopeless) as (url, asked):
    try:
        list(Sextant(url).events("prb_1"))
        raise AssertionError("it goes on for ever")
    except SextantProblem as problem:
        assert problem.code == "unreachable", problem.code
    assert len(asked) == layer.MOST_FAILURES + 1


def refused(handler, asked):
    send(handler, 404, b'{"code": "not_found", "detail": "none"}')


with serving(refused) as (url, asked):
    try:
        list(Sextant(url).events("prb_1"))
        raise AssertionError("no problem was raised")
    except SextantProblem as problem:
        assert problem.code == "not_found"
    assert len(asked) == 1


def silent(handler, asked):
    """A probe that waits: signs of life on one connection, not even these on the next."""
    begin(handler)
    while len(asked) == 1:
        write(handler, ": still there\n\n")
        time.sleep(0.01)
    time.sleep(1000)


layer.QUIET = 0.5
with serving(silent) as (url, asked):
    for _ in range(2):
        try:
            Sextant(url, timeout=1000).wait_for_probe("prb_1", timeout=1)
            raise AssertionError("it waits for ever")
        except TimeoutError as error:
            assert "prb_1" in str(error)
        asked.append(asked[0])


def failed(handler, asked):
    if handler.path.endswith("/events"):
        begin(handler)
        write(handler, 'event: end\nid: 1.1\ndata: {"status": "failed"}\n\n')
        write(handler, "")
    else:
        error = {"code": "probe_lost", "detail": "The worker is gone."}
        send(handler, 200, json.dumps({"status": "failed", "error": error}).encode(), Content_Type="application/json")


with serving(failed) as (url, asked):
    try:
        Sextant(url).wait_for_probe("prb_1")
        raise AssertionError("no problem was raised")
    except SextantProblem as problem:
        assert (problem.code, problem.detail) == ("probe_lost", "The worker is gone.")
