from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.recommendation_settings import RecommendationSettings
    from ..models.recommendation_settings_warnings_type_0_item import (
        RecommendationSettingsWarningsType0Item,
    )


T = TypeVar("T", bound="Advised")


@_attrs_define
class Advised:
    """
    Attributes:
        id (str):
        decision_id (str):
        settings (RecommendationSettings):
        warnings (list[RecommendationSettingsWarningsType0Item]):
    """

    id: str
    decision_id: str
    settings: RecommendationSettings
    warnings: list[RecommendationSettingsWarningsType0Item]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        decision_id = self.decision_id

        settings = self.settings.to_dict()

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "decisionId": decision_id,
                "settings": settings,
                "warnings": warnings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_settings import RecommendationSettings
        from ..models.recommendation_settings_warnings_type_0_item import (
            RecommendationSettingsWarningsType0Item,
        )

        d = dict(src_dict)
        id = d.pop("id")

        decision_id = d.pop("decisionId")

        settings = RecommendationSettings.from_dict(d.pop("settings"))

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = RecommendationSettingsWarningsType0Item.from_dict(
                warnings_item_data
            )

            warnings.append(warnings_item)

        advised = cls(
            id=id,
            decision_id=decision_id,
            settings=settings,
            warnings=warnings,
        )

        advised.additional_properties = d
        return advised

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
