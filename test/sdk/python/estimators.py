"""Networks of the service as estimators of scikit-learn."""

import os

import numpy
import pandas
from sextant_client.estimators import SextantMLPClassifier, SextantMLPRegressor
from sklearn.base import clone, is_classifier, is_regressor
from sklearn.exceptions import NotFittedError

url = os.environ["SEXTANT"]
quick = {"base_url": url, "trials": 1, "seed": 1, "settings": {"epochs": 40, "foldRepeats": 1}}
rows = numpy.array([[i % 10, i * 7 % 13] for i in range(80)], dtype=float)

classifier = SextantMLPClassifier(**quick)
assert is_classifier(classifier) and classifier.get_params()["seed"] == 1
try:
    classifier.predict(rows)
    raise AssertionError("it is not fitted")
except NotFittedError:
    pass
truth = numpy.where(rows[:, 0] > 4, 20, 3)
assert classifier.fit(rows, truth) is classifier
assert list(classifier.classes_) == [3, 20]
probabilities = classifier.predict_proba(rows)
assert probabilities.shape == (80, 2) and numpy.allclose(probabilities.sum(axis=1), 1)
assert classifier.score(rows, truth) > 0.9, classifier.score(rows, truth)
assert classifier.recommendation_["settings"]["epochs"] == 40
assert ((probabilities[:, 1] > 0.5) == (classifier.predict(rows) == 20)).mean() > 0.95

# Two of three rows have the wrong class and weigh nothing.
is_true = numpy.arange(80) % 3 == 0
claimed = numpy.where(is_true, truth, 23 - truth)
weighed = SextantMLPClassifier(**quick).fit(rows, claimed, sample_weight=is_true.astype(float))
assert weighed.recommendation_["profile"]["weighted"] is True
assert weighed.score(rows, truth) > 0.8, weighed.score(rows, truth)

# A word for what is missing is a label, with a space after it or without, and two ways to write a number are two.
names = numpy.array(["1", "1.0", "NA "])[(rows[:, 0] // 4).astype(int)]
named = SextantMLPClassifier(**quick).fit(rows, names)
assert list(named.classes_) == ["1", "1.0", "NA "]
assert named.predict_proba(rows).shape == (80, 3)
assert named.score(rows, names) > 0.6, named.score(rows, names)
try:
    SextantMLPClassifier(**quick).fit(rows, numpy.where(rows[:, 0] > 4, numpy.nan, 1.0))
    raise AssertionError("labels are missing")
except ValueError as error:
    assert "missing" in str(error)

regressor = clone(SextantMLPRegressor()).set_params(**quick)
assert is_regressor(regressor)
frame = pandas.DataFrame(rows, columns=["a", "target"])
regressor.fit(frame, 2 * frame["a"])
assert regressor.recommendation_["settings"]["task"] == "regression"
assert regressor.predict(frame.head(7)).shape == (7,)
assert regressor.score(frame, 2 * frame["a"]) > 0.8, regressor.score(frame, 2 * frame["a"])
