"""A program of a user, as a type checker sees it."""

from collections.abc import Iterator

import pandas
from sextant_client import ProbeEvent, ProblemCode, Sextant, SextantProblem, each_of, models
from sextant_client.operations.decisions import list_decisions
from sextant_client.operations.recommendations import create_recommendation
from sextant_client.operations.rules import list_rules


def advise(sextant: Sextant, rows: int) -> str | None:
    profile = models.Profile(rows=rows, columns=models.ProfileColumns(numeric=12), task="binary")
    advice = create_recommendation.sync(client=sextant.client, body=models.RecommendationRequest(profile=profile))
    return None if advice is None else advice.decision_id


def summaries(sextant: Sextant) -> list[str]:
    page = list_decisions.sync(client=sextant.client, limit=5)
    return [] if page is None else [entry.summary for entry in page.data]


def slots(sextant: Sextant) -> set[str]:
    return {rule.slot for rule in each_of(list_rules.sync, client=sextant.client, limit=50)}


def is_gone(problem: SextantProblem) -> bool:
    gone: ProblemCode = "not_found"
    return problem.code == gone


def follow(sextant: Sextant, probe_id: str) -> Iterator[ProbeEvent]:
    try:
        yield from sextant.events(probe_id)
    except SextantProblem as problem:
        print(problem.code, [finding["pointer"] for finding in problem.errors])


with Sextant(key="sx_1") as client:
    frame = pandas.DataFrame({"a": [1, 2], "y": ["no", "yes"]})
    recommendation = client.recommend(frame, target="y", ignore=["b"])
    client.recommend("data.csv", target=["no", "yes"], budget_seconds=None)
    predictions = client.predict(recommendation["id"], frame)
    client.predict(recommendation["id"], [{"a": 1}])
    print(predictions[0]["prediction"])
