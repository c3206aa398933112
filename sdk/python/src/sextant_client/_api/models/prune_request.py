from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PruneRequest")


@_attrs_define
class PruneRequest:
    """
    Attributes:
        before (datetime.datetime): Entries from this time on stay.
        reason (str): Why, for the record.
    """

    before: datetime.datetime
    reason: str

    def to_dict(self) -> dict[str, Any]:
        before = self.before.isoformat()

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "before": before,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        before = datetime.datetime.fromisoformat(d.pop("before"))

        reason = d.pop("reason")

        prune_request = cls(
            before=before,
            reason=reason,
        )

        return prune_request
