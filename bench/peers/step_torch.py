"""Milliseconds of an optimisation step, per model, of a population in PyTorch on one thread. Arguments: bare or full, members."""

import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
ROWS, INPUTS, CLASSES, BATCH, STEPS, WARM_UP = 1600, 20, 2, 64, 600, 50
full, members = sys.argv[1] == "full", int(sys.argv[2])
torch.manual_seed(0)
x = torch.rand(ROWS, INPUTS) * 2 - 1
y = (x[:, 0] > 0).long()
sizes = [INPUTS, 64, 64, CLASSES]
weights = [(torch.randn(members, a, b) * (2 / a) ** 0.5).requires_grad_() for a, b in zip(sizes, sizes[1:])]
biases = [torch.zeros(members, 1, b).requires_grad_() for b in sizes[1:]]
decayed = [{"params": weights, "weight_decay": 0.1}, {"params": biases, "weight_decay": 0.0}]
optimizer = (
    torch.optim.AdamW(decayed, lr=1e-3, foreach=True) if full else torch.optim.Adam(weights + biases, lr=1e-3, foreach=True)
)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS + WARM_UP) if full else None


def outputs(h, training):
    for layer, (w, b) in enumerate(zip(weights, biases)):
        h = torch.baddbmm(b, h, w)
        if layer < len(weights) - 1:
            h = torch.relu(h)
            if full and training:
                # One mask for all members, as Sextant draws it.
                h = h * ((torch.rand(h.shape[1:]) >= 0.15) / 0.85)
    return h


folds = torch.arange(members) % 5
held_out = [torch.arange(fold, ROWS, 5) for fold in range(5)]
validation = torch.stack([held_out[fold] for fold in folds])
for step in range(WARM_UP + STEPS):
    if step == WARM_UP:
        started = time.perf_counter()
    rows = torch.randint(0, ROWS, (5, BATCH))[folds]
    loss = F.cross_entropy(outputs(x[rows], True).flatten(0, 1), y[rows].flatten(), reduction="sum") / BATCH
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if full:
        schedule.step()
        if step % 20 == 0:
            with torch.no_grad():
                F.cross_entropy(outputs(x[validation], False).flatten(0, 1), y[validation].flatten()).item()
print(json.dumps({"ms": 1000 * (time.perf_counter() - started) / STEPS / members}))
