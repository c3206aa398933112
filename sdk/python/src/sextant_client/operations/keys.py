"""Operations on keys."""

from .._api.api.keys import (
    create_key as create_key,
    list_keys as list_keys,
    revoke_key as revoke_key,
)
