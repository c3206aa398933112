"""Paths of operations that may be POSTed again: nothing is done twice."""

import re

REPEATABLE_PATHS = tuple(
    re.compile(f"{path}$")
    for path in (
        "/v1/recommendations/[^/]+/predictions",
        "/v1/datasets/[^/]+/profile",
        "/v1/rule-sets/[^/]+/lint",
        "/v1/audit/verify",
        "/v1/decisions/[^/]+/replay",
        "/v1/simulations",
    )
)
