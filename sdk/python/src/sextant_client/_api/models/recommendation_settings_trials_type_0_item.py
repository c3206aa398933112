from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationSettingsTrialsType0Item")


@_attrs_define
class RecommendationSettingsTrialsType0Item:
    """
    Attributes:
        slot (str):
        value (Any): Any JSON value.
        because (str):
    """

    slot: str
    value: Any
    because: str

    def to_dict(self) -> dict[str, Any]:
        slot = self.slot

        value = self.value

        because = self.because

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slot": slot,
                "value": value,
                "because": because,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slot = d.pop("slot")

        value = d.pop("value")

        because = d.pop("because")

        recommendation_settings_trials_type_0_item = cls(
            slot=slot,
            value=value,
            because=because,
        )

        return recommendation_settings_trials_type_0_item
