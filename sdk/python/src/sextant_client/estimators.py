"""Networks that a Sextant service trains, as estimators of scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.validation import check_is_fitted

from .sextant import Sextant


class _SextantMLP(BaseEstimator):
    """``fit`` asks for a recommendation with a probe and waits for it; ``predict`` asks for predictions of its final model."""

    def __init__(
        self,
        *,
        base_url: str = "http://127.0.0.1:8787",
        key: str | None = None,
        budget_seconds: float = 30.0,
        trials: int | None = None,
        seed: int | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.base_url = base_url
        self.key = key
        self.budget_seconds = budget_seconds
        self.trials = trials
        self.seed = seed
        self.settings = settings

    def _fit(self, features: Any, values: Any, task: str, sample_weight: Any) -> Self:
        frame = _frame(features)
        target, weight = _unused("target", frame), None
        table = frame.assign(**{target: values})
        if sample_weight is not None:
            weight = _unused("sample_weight", table)
            table = table.assign(**{weight: np.asarray(sample_weight, dtype=float)})
        asked = {name: getattr(self, name) for name in ("budget_seconds", "trials", "seed", "settings")}
        with Sextant(self.base_url, self.key) as sextant:
            self.recommendation_ = sextant.recommend(table, target, task=task, weight=weight, **asked)
        self.n_features_in_ = len(frame.columns)
        return self

    def _predictions(self, features: Any) -> list[dict[str, Any]]:
        check_is_fitted(self)
        with Sextant(self.base_url, self.key) as sextant:
            return sextant.predict(self.recommendation_["id"], _frame(features))


class SextantMLPRegressor(RegressorMixin, _SextantMLP):
    """A network for numbers; ``recommendation_`` has its settings with their reasons."""

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:  # noqa: N803
        """Has a network found and trained; ``sample_weight`` is how much each row counts in the loss, not in scores."""
        return self._fit(X, np.asarray(y, dtype=float), "regression", sample_weight)

    def predict(self, X: Any) -> Any:  # noqa: N803
        """A number for each row."""
        return np.array([one["prediction"] for one in self._predictions(X)], dtype=float)


class SextantMLPClassifier(ClassifierMixin, _SextantMLP):
    """A network for classes; ``recommendation_`` has its settings with their reasons."""

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:  # noqa: N803
        """Has a network found and trained; ``sample_weight`` is how much each row counts in the loss, not in scores."""
        self.classes_, codes = np.unique(np.asarray(y), return_inverse=True)
        if pd.isna(self.classes_).any():
            raise ValueError("Labels are missing in y: leave their rows out.")
        labels = np.array(self._labels(), dtype=object)
        task = "binary" if len(labels) == 2 else "multiclass"  # noqa: PLR2004
        return self._fit(X, labels[codes], task, sample_weight)

    def predict(self, X: Any) -> Any:  # noqa: N803
        """The class of each row."""
        predicted = [one["prediction"] for one in self._predictions(X)]
        places = {label: place for place, label in enumerate(self._labels())}
        return self.classes_[[places[label] for label in predicted]]

    def predict_proba(self, X: Any) -> Any:  # noqa: N803
        """The probability of each class, in the order of ``classes_``."""
        predicted = [one["probabilities"] for one in self._predictions(X)]
        return np.array([[shares[label] for label in self._labels()] for shares in predicted])

    def _labels(self) -> list[str]:
        """What is sent: with its place no label reads as missing, as ``NA`` and ``?`` do, or as a number."""
        return [f"{place}: {one}".rstrip() for place, one in enumerate(self.classes_)]


def _unused(name: str, frame: pd.DataFrame) -> str:
    taken = {str(column).casefold() for column in frame.columns}
    while name in taken:
        name += "_"
    return name


def _frame(features: Any) -> pd.DataFrame:
    if isinstance(features, pd.DataFrame):
        return features.rename(columns=str)
    return pd.DataFrame(np.asarray(features)).rename(columns=lambda place: f"x{place}")
