"""Operations on service."""

from .._api.api.service import (
    get_liveness as get_liveness,
    get_metrics as get_metrics,
    get_open_api as get_open_api,
    get_readiness as get_readiness,
)
