from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.dataset_profile_warnings_item import DatasetProfileWarningsItem
    from ..models.recommendation_profile import RecommendationProfile


T = TypeVar("T", bound="DatasetProfile")


@_attrs_define
class DatasetProfile:
    """
    Attributes:
        profile (RecommendationProfile):
        warnings (list[DatasetProfileWarningsItem]):
    """

    profile: RecommendationProfile
    warnings: list[DatasetProfileWarningsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        profile = self.profile.to_dict()

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "profile": profile,
                "warnings": warnings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.dataset_profile_warnings_item import DatasetProfileWarningsItem
        from ..models.recommendation_profile import RecommendationProfile

        d = dict(src_dict)
        profile = RecommendationProfile.from_dict(d.pop("profile"))

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = DatasetProfileWarningsItem.from_dict(warnings_item_data)

            warnings.append(warnings_item)

        dataset_profile = cls(
            profile=profile,
            warnings=warnings,
        )

        dataset_profile.additional_properties = d
        return dataset_profile

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
