from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.probe_stream_event_event import (
    ProbeStreamEventEvent,
    check_probe_stream_event_event,
)

T = TypeVar("T", bound="ProbeStreamEvent")


@_attrs_define
class ProbeStreamEvent:
    """
    Attributes:
        event (ProbeStreamEventEvent):
        id (str): `<attempt>.<sequence>`: grows, also where another worker begins anew.
        data (str): JSON. Of `progress`: `stage`, `doing`, `share` of the budget that is spent, `secondsLeft` and
            `events` (kinds plan, epoch, rung, trial, verdict). Of `end`: `status`.
    """

    event: ProbeStreamEventEvent
    id: str
    data: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event: str = self.event

        id = self.id

        data = self.data

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "id": id,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        event = check_probe_stream_event_event(d.pop("event"))

        id = d.pop("id")

        data = d.pop("data")

        probe_stream_event = cls(
            event=event,
            id=id,
            data=data,
        )

        probe_stream_event.additional_properties = d
        return probe_stream_event

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
