"""Paths of operations that take an Idempotency-Key."""

import re

IDEMPOTENT_PATHS = tuple(
    re.compile(f"{path}$")
    for path in (
        "/v1/recommendations",
        "/v1/recommendations/batch",
        "/v1/recommendations/[^/]+/overrides",
        "/v1/datasets",
        "/v1/datasets/import",
        "/v1/recommendations/[^/]+/probes",
        "/v1/rule-sets",
        "/v1/keys",
    )
)
