"""A data frame arrives as it is."""

import datetime
import decimal
import hashlib
import json
import os

import numpy
import pandas
from sextant_client import Sextant, SextantProblem
from sextant_client.tables import FrameLines

sextant = Sextant(os.environ["SEXTANT"])
N = 60
HARD = 'größe\n"x", y'
frame = pandas.DataFrame(
    {
        "number": [None if i % 7 == 0 else i * 0.1 + 0.2 for i in range(N)],
        "category": pandas.Categorical(["b" if i % 3 else "a, b" for i in range(N)]),
        "code": [f"{i % 6:03d}" for i in range(N)],
        "flag": [i % 2 == 0 for i in range(N)],
        "maybe": pandas.array([None if i % 9 == 0 else i % 2 == 0 for i in range(N)], dtype="boolean"),
        "count": pandas.array([None if i % 8 == 0 else i % 5 for i in range(N)], dtype="Int64"),
        "day": pandas.date_range("2024-01-01", periods=N),
        "birthday": [datetime.date(2024, 1, 1 + i % 28) for i in range(N)],
        "seldom": [pandas.NaT if i % 2 else pandas.Timestamp("2024-01-01 08:30") for i in range(N)],
        HARD: [i % 4 for i in range(N)],
        "日本": numpy.arange(N, dtype="float32") % 5,
        "price": [decimal.Decimal(i % 10) / 4 for i in range(N)],
        "endless": [float("inf") if i == 3 else i * 1.5 for i in range(N)],
        7: [i % 11 for i in range(N)],
        "y": ["high" if i % 10 > 4 else "low" for i in range(N)],
    },
    index=pandas.MultiIndex.from_tuples([(i % 2, i) for i in range(N)], names=["group", "row"]),
)

lines = b"".join(FrameLines(frame)).decode().splitlines()
rows = [json.loads(line) for line in lines]
assert len(rows) == N
assert rows[3] == {
    "number": 3 * 0.1 + 0.2,
    "category": "a, b",
    "code": "003",
    "flag": False,
    "maybe": False,
    "count": 3,
    "day": "2024-01-04T00:00:00",
    "birthday": "2024-01-04",
    "seldom": None,
    HARD: 3,
    "日本": 3.0,
    "price": 0.75,
    "endless": "inf",
    "7": 3,
    "y": "low",
}, rows[3]
assert rows[0]["number"] is None and rows[0]["maybe"] is None and rows[0]["count"] is None
assert rows[0]["seldom"] == "2024-01-01T08:30:00"

dataset = sextant.upload(frame, name="all of it")
assert dataset["name"] == "all of it.ndjson"
assert dataset["hash"] == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
read = sextant.request("POST", f"/v1/datasets/{dataset['id']}/profile", json={"target": ["y"]})
columns = {kind: count for kind, count in read["profile"]["columns"].items() if count}
assert columns == {"numeric": 7, "categorical": 2, "boolean": 2, "datetime": 3}, read
assert {"high": 30, "low": 30} == read["profile"]["classCounts"]
assert [one["code"] for one in read["warnings"]] == ["datetime_column", "infinite_values"], read["warnings"]
# By their names, each of them.
ignored = [str(name) for name in frame.columns if name != "y"]
try:
    sextant.request("POST", f"/v1/datasets/{dataset['id']}/profile", json={"target": ["y"], "ignore": ignored})
    raise AssertionError("there are columns left")
except SextantProblem as problem:
    assert problem.code == "no_features", problem

shares = []
recommendation = sextant.recommend(
    frame,
    "y",
    trials=2,
    seed=1,
    settings={"epochs": 10, "foldRepeats": 1},
    ignore=["price"],
    on_progress=lambda progress: shares.append(progress["share"]),
)
assert recommendation["probe"]["status"] == "succeeded" and shares[-1] == 1, shares
assert recommendation["profile"]["columns"]["numeric"] == 6
assert recommendation["settings"]["epochs"] == 10

# Rows of a frame, more than one request can hold, and of dictionaries with values that are no JSON.
some = sextant.predict(recommendation["id"], frame.drop(columns="y").head(3))
assert len(some) == 3 and {one["prediction"] for one in some} <= {"high", "low"}
assert abs(sum(some[0]["probabilities"].values()) - 1) < 1e-6
many = sextant.predict(recommendation["id"], pandas.concat([frame] * 200))
assert len(many) == 200 * N
assert [one["prediction"] for one in many[:N]] == [one["prediction"] for one in many[-N:]]
as_rows = [{**row, "number": numpy.float64("nan") if row["number"] is None else row["number"]} for row in rows[:3]]
assert sextant.predict(recommendation["id"], as_rows) == some
assert sextant.predict(recommendation["id"], frame.head(0)) == []

advised = sextant.recommend(frame, ["y"], budget_seconds=None, task="binary", metric="f1")
assert "probe" not in advised and advised["settings"]["primaryMetric"] == "f1"

for names in (["a", "A"], ["a", "a"], ["a", " a"]):
    try:
        sextant.upload(pandas.DataFrame([[1, 2]], columns=names))
        raise AssertionError("the columns were not refused")
    except ValueError as error:
        assert repr(names[1]) in str(error)
