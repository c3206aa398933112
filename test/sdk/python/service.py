"""Problems, lists and operations of a real service."""

import asyncio
import importlib
import io
import os
import re

import pandas
from sextant_client import Sextant, SextantProblem, each_of, models
from sextant_client.operations import audit, datasets, decisions, probes, recommendations, rules

sextant = Sextant(os.environ["SEXTANT"])
MISSING = "rec_00000000-0000-7000-8000-000000000000"


def raised(action):
    try:
        action()
    except SextantProblem as problem:
        return problem
    raise AssertionError("no problem was raised")


# Problems.
for action in (
    lambda: sextant.request("GET", f"/v1/recommendations/{MISSING}"),
    lambda: recommendations.get_recommendation.sync(MISSING, client=sextant.client),
    lambda: recommendations.get_recommendation.sync_detailed(MISSING, client=sextant.client),
    lambda: asyncio.run(recommendations.get_recommendation.asyncio(MISSING, client=Sextant(os.environ["SEXTANT"]).client)),
):
    problem = raised(action)
    assert (problem.status, problem.code) == (404, "not_found") and problem.hint and problem.request_id, vars(problem)
wrong = raised(lambda: sextant.request("POST", "/v1/recommendations", json={"profile": {"rows": -1, "columns": {}}}))
assert wrong.code == "request_invalid" and "/profile/rows" in {finding["pointer"] for finding in wrong.errors}, vars(wrong)
away = raised(lambda: Sextant("http://127.0.0.1:9", retries=0).request("GET", "/v1/rules"))
assert (away.status, away.code) == (0, "unreachable") and away.__cause__ is not None
assert str(away) == f"{away.detail}\n{away.hint}" and away.detail.count("http://127.0.0.1:9 ") == 1, away
assert away.hint == "Start it with `sextant serve`, or give another base_url.", away
assert str(problem).splitlines() == [problem.detail, problem.hint] and str(SextantProblem("why")) == "why", problem
for address in ("localhost:8787", "127.0.0.1:8787"):
    try:
        Sextant(address)
    except ValueError as error:
        assert str(error) == f"base_url must begin with http:// or https://: give http://{address} in place of {address}."
    else:
        raise AssertionError(address)
assert raised(lambda: sextant.recommend(pandas.DataFrame({"a": range(20)}), "y")).code == "target_absent"

# Keys.
closed = os.environ["CLOSED"]
assert raised(lambda: Sextant(closed).request("GET", "/v1/rules")).code == "key_required"
keyed = Sextant(closed, os.environ["KEY"])
assert rules.list_rules.sync(client=keyed.client) is not None
refused = raised(lambda: list(keyed.each("/v1/decisions")))
assert (refused.status, refused.code) == (403, "scope_missing")

# Operations, typed.
profile = models.Profile(
    rows=1000,
    task="binary",
    columns=models.ProfileColumns(numeric=12),
    class_counts=models.ProfileClassCounts.from_dict({"no": 910, "yes": 90}),
)
body = models.RecommendationRequest(profile=profile)
made = [recommendations.create_recommendation.sync(client=sextant.client, body=body) for _ in range(5)]
assert all(one is not None and one.settings.loss == "binaryCrossentropy" for one in made)
first = recommendations.get_recommendation.sync_detailed(made[0].id, client=sextant.client)
assert first.parsed is not None and first.parsed.to_dict() == made[0].to_dict()
unchanged = {"client": sextant.client, "if_none_match": first.headers["etag"]}
assert recommendations.get_recommendation.sync(made[0].id, **unchanged) is None
assert recommendations.get_report.sync(made[0].id, client=sextant.client).startswith("<!doctype html>")
probe = probes.get_probe.sync(os.environ["PROBE"], client=sextant.client)
assert "import keras" in recommendations.export_recommendation.sync(probe.recommendation_id, "keras", client=sextant.client)
assert audit.export_audit.sync(client=sextant.client).payload.read(2) == b"PK"
uploaded = datasets.upload_dataset.sync(client=sextant.client, body=models.File(io.BytesIO(b"a,y\n1,2\n")), name="rows.csv")
assert (uploaded.name, uploaded.bytes_) == ("rows.csv", 8)
assert datasets.delete_dataset.sync_detailed(uploaded.id, client=sextant.client).status_code == 204
kinds = {decisions.get_decision.sync(made[0].decision_id, client=sextant.client).kind}
assert kinds == {"recommendation"}
assert "event: end" in probes.stream_probe_events.sync(os.environ["PROBE"], client=sextant.client)

# Lists, and answers that are no JSON.
listed = [one["id"] for one in sextant.each("/v1/recommendations", limit=2)]
assert len(listed) == len(set(listed)) >= 5 and {one.id for one in made} <= set(listed)
assert len(list(sextant.each("/v1/decisions", kind="override", limit=None))) == 0


def identity(entry):
    return next(entry[name] for name in ("id", "ruleId", "seq", "size") if name in entry)


names = []
enough = {"/v1/recommendations", "/v1/decisions", "/v1/rules", "/v1/evidence", "/v1/audit/entries"}
for path, methods in sextant.request("GET", "/openapi.json")["paths"].items():
    parameters = {one["name"]: one["schema"] for one in methods.get("get", {}).get("parameters", [])}
    if "cursor" not in parameters:
        continue
    asked = {"limit": 200} if "default" in parameters["limit"] else {}
    whole = sextant.request("GET", path, params=asked)
    assert whole["nextCursor"] is None and list(sextant.each(path, limit=2)) == whole["data"], path
    name = re.sub("([A-Z])", lambda capital: f"_{capital[0].lower()}", methods["get"]["operationId"])
    operation = getattr(importlib.import_module(f"sextant_client.operations.{methods['get']['tags'][0]}"), name)
    entries = [one.to_dict() for one in each_of(operation.sync, client=sextant.client, limit=2)]
    assert [identity(one) for one in entries] == [identity(one) for one in whole["data"]], path
    assert len(entries) >= 2 or path not in enough, (path, len(entries))
    names.append(name)
assert {"list_recommendations", "list_decisions", "list_rules", "list_rule_evidence"} <= set(names), names
csv = sextant.request("GET", "/v1/decisions", headers={"Accept": "text/csv"})
assert isinstance(csv, str) and made[0].decision_id in csv
assert sextant.request("GET", "/v1/audit/export")[:2] == b"PK"
again = sextant.upload(__file__)
assert again["name"] == "service.py" and sextant.request("DELETE", f"/v1/datasets/{again['id']}") is None
with Sextant(os.environ["SEXTANT"]) as other:
    other.request("GET", "/health/live")
assert raised(lambda: recommendations.get_report.sync("rec_1", client=sextant.client)).status in {404, 422}
