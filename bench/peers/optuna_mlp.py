"""Optuna's TPE over scikit-learn's MLP with cross-validation on given folds, in processes that share one study.

Arguments: task.json (columns, target and the fold of each row), seconds, seed, jobs. The last line printed is JSON.
The space is auto-sklearn's (autosklearn/pipeline/components/classification/mlp.py and regression/mlp.py: depth, units,
activation, alpha, learning_rate_init; Adam, batches "auto", at most 512 epochs) with its choice between an early stop on
held-out rows and none. The first trial has scikit-learn's defaults. Reading, encoding and imports are not timed.
"""

import json
import multiprocessing
import sys
import tempfile
import time
import warnings
from datetime import datetime, timedelta

import numpy as np
import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
LEAST_PROBABILITY = 1e-15
DEFAULTS = {
    "hidden_layer_depth": 1, "num_nodes_per_layer": 100, "activation": "relu", "alpha": 1e-4,
    "learning_rate_init": 1e-3, "early_stopping": False,
}


def encoded(task, train, held):
    """Inputs of the training and the held-out rows; what they are encoded with is fitted on the training rows."""
    parts = []
    if task["numeric"]:
        columns = np.array(task["numeric"], dtype=float).T
        imputer, scaler = SimpleImputer(strategy="median"), StandardScaler()
        scaler.fit(imputer.fit_transform(columns[train]))
        parts.append(scaler.transform(imputer.transform(columns)))
    if task["categorical"]:
        codes = np.array(task["categorical"]).T
        parts.append(OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(codes[train]).transform(codes))
    inputs = np.hstack(parts).astype("float32")
    return inputs[train], inputs[held]


def folds_of(task):
    """For each fold: inputs and target to train on, inputs and target held out."""
    fold, target = np.array(task["folds"]), np.array(task["target"])
    for number in np.unique(fold):
        train, held = fold != number, fold == number
        y = target if task["classes"] else (target - target[train].mean()) / target[train].std()
        yield encoded(task, train, held), (y[train], y[held])


def loss_of(model, x, y):
    """Sum over the rows of the log loss, or of the squared error of the standardised target."""
    if isinstance(model, MLPRegressor):
        return float(((model.predict(x) - y) ** 2).sum())
    column = {label: i for i, label in enumerate(model.classes_)}
    probabilities = model.predict_proba(x)
    own = [probabilities[row, column[label]] if label in column else 0.0 for row, label in enumerate(y)]
    return float(-np.log(np.maximum(own, LEAST_PROBABILITY)).sum())


def create_objective(task, folds, seed):
    kind = MLPClassifier if task["classes"] else MLPRegressor

    def objective(trial):
        depth = trial.suggest_int("hidden_layer_depth", 1, 3)
        units = trial.suggest_int("num_nodes_per_layer", 16, 264, log=True)
        settings = {
            "activation": trial.suggest_categorical("activation", ["tanh", "relu"]),
            "alpha": trial.suggest_float("alpha", 1e-5, 1, log=True),
            "learning_rate_init": trial.suggest_float("learning_rate_init", 1e-4, 0.5, log=True),
            "early_stopping": trial.suggest_categorical("early_stopping", [True, False]),
        }
        total = rows = 0
        for step, ((x, held_x), (y, held_y)) in enumerate(folds):
            model = kind(hidden_layer_sizes=(units,) * depth, max_iter=512, random_state=seed, **settings)
            try:
                model.fit(x, y)
            except ValueError as error:
                if "non-finite" not in str(error):
                    raise
                raise optuna.TrialPruned from error  # This rate diverges.
            total, rows = total + loss_of(model, held_x, held_y), rows + len(held_y)
            trial.report(total / rows, step)
            if trial.should_prune():
                raise optuna.TrialPruned
        return total / rows

    return objective


def search(study, task, folds, seed, is_first):
    """Trials without end; who started this process ends it. The first process alone takes the trial with the defaults."""
    while not is_first and study.get_trials(deepcopy=False, states=(optuna.trial.TrialState.WAITING,)):
        time.sleep(0.01)
    study.sampler = optuna.samplers.TPESampler(seed=seed, constant_liar=True)
    study.optimize(create_objective(task, folds, seed))


def main():
    path, seconds, seed, jobs = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    with open(path) as file:
        task = json.load(file)
    folds = list(folds_of(task))
    with tempfile.TemporaryDirectory() as folder:
        study = optuna.create_study(storage=JournalStorage(JournalFileBackend(f"{folder}/journal.log")))
        study.enqueue_trial(DEFAULTS)
        context = multiprocessing.get_context("fork")
        workers = [context.Process(target=search, args=(study, task, folds, seed + 1000 * job, job == 0)) for job in range(jobs)]
        started = datetime.now()
        for worker in workers:
            worker.start()
        time.sleep(seconds)
        if not all(worker.is_alive() for worker in workers):
            sys.exit("a search ended by itself")
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.join()
        ended = started + timedelta(seconds=seconds)
        done = [t for t in study.get_trials(deepcopy=False) if t.state.is_finished() and t.datetime_complete <= ended]
    complete = [t for t in done if t.state == optuna.trial.TrialState.COMPLETE]
    best = min(complete, key=lambda t: t.value, default=None)
    print(json.dumps({
        "trials": len(done),
        "loss": best and best.value,
        "foundAt": best and (best.datetime_complete - started).total_seconds(),
    }))


if __name__ == "__main__":
    main()
