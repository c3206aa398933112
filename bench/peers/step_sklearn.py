"""Milliseconds of an optimisation step of scikit-learn's MLPClassifier. Arguments: bare or full."""

import json
import sys
import time
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier

ROWS, INPUTS, BATCH, EPOCHS = 1600, 20, 64, 40
warnings.filterwarnings("ignore")
random = np.random.default_rng(0)
x = random.uniform(-1, 1, (ROWS, INPUTS)).astype("float32")
y = (x[:, 0] > 0).astype(int)
full = sys.argv[1] == "full"
# What it has of the full recipe: a penalty on the weights, and a score on validation rows after every epoch.
model = MLPClassifier(
    (64, 64), batch_size=BATCH, max_iter=EPOCHS, tol=0, n_iter_no_change=10 * EPOCHS, random_state=0,
    alpha=0.01 if full else 0.0, early_stopping=full, validation_fraction=0.2,
)
rows = int(ROWS * 0.8) if full else ROWS
started = time.perf_counter()
model.fit(x, y)
seconds = time.perf_counter() - started
print(json.dumps({"ms": 1000 * seconds / (EPOCHS * -(-rows // BATCH))}))
