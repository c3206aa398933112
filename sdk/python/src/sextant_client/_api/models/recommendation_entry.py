from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RecommendationEntry")


@_attrs_define
class RecommendationEntry:
    """
    Attributes:
        id (str):
        decision_id (str):
        created_at (datetime.datetime):
        task (None | str):
        dataset_name (None | str): Null where it was made from a profile.
    """

    id: str
    decision_id: str
    created_at: datetime.datetime
    task: None | str
    dataset_name: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        decision_id = self.decision_id

        created_at = self.created_at.isoformat()

        task: None | str
        task = self.task

        dataset_name: None | str
        dataset_name = self.dataset_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "decisionId": decision_id,
                "createdAt": created_at,
                "task": task,
                "datasetName": dataset_name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        decision_id = d.pop("decisionId")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        def _parse_task(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        task = _parse_task(d.pop("task"))

        def _parse_dataset_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        dataset_name = _parse_dataset_name(d.pop("datasetName"))

        recommendation_entry = cls(
            id=id,
            decision_id=decision_id,
            created_at=created_at,
            task=task,
            dataset_name=dataset_name,
        )

        recommendation_entry.additional_properties = d
        return recommendation_entry

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
