from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.override_request_slot import (
    OverrideRequestSlot,
    check_override_request_slot,
)

T = TypeVar("T", bound="OverrideRequest")


@_attrs_define
class OverrideRequest:
    """
    Attributes:
        slot (OverrideRequestSlot):
        value (Any): What the slot may be; `null` where it may be left unused.
        reason (str): Why, for the record.
    """

    slot: OverrideRequestSlot
    value: Any
    reason: str

    def to_dict(self) -> dict[str, Any]:
        slot: str = self.slot

        value = self.value

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slot": slot,
                "value": value,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slot = check_override_request_slot(d.pop("slot"))

        value = d.pop("value")

        reason = d.pop("reason")

        override_request = cls(
            slot=slot,
            value=value,
            reason=reason,
        )

        return override_request
