from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fixed_settings import FixedSettings


T = TypeVar("T", bound="RecommendationRequestConstraints")


@_attrs_define
class RecommendationRequestConstraints:
    """
    Attributes:
        settings (FixedSettings | Unset): Settings that the caller fixes; rules see them and keep to them.
    """

    settings: FixedSettings | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        settings: dict[str, Any] | Unset = UNSET
        if not isinstance(self.settings, Unset):
            settings = self.settings.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if settings is not UNSET:
            field_dict["settings"] = settings

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.fixed_settings import FixedSettings

        d = dict(src_dict)
        _settings = d.pop("settings", UNSET)
        settings: FixedSettings | Unset
        if isinstance(_settings, Unset):
            settings = UNSET
        else:
            settings = FixedSettings.from_dict(_settings)

        recommendation_request_constraints = cls(
            settings=settings,
        )

        return recommendation_request_constraints
