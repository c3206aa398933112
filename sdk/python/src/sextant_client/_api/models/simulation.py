from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.recommendation_advice_item import RecommendationAdviceItem
    from ..models.recommendation_profile import RecommendationProfile
    from ..models.recommendation_rule_set import RecommendationRuleSet
    from ..models.recommendation_settings import RecommendationSettings


T = TypeVar("T", bound="Simulation")


@_attrs_define
class Simulation:
    """
    Attributes:
        rule_set (RecommendationRuleSet):
        profile (RecommendationProfile):
        settings (RecommendationSettings):
        advice (list[RecommendationAdviceItem]):
        differences (list[Any]): Against the recorded decision, or against the profile without the changes.
    """

    rule_set: RecommendationRuleSet
    profile: RecommendationProfile
    settings: RecommendationSettings
    advice: list[RecommendationAdviceItem]
    differences: list[Any]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rule_set = self.rule_set.to_dict()

        profile = self.profile.to_dict()

        settings = self.settings.to_dict()

        advice = []
        for advice_item_data in self.advice:
            advice_item = advice_item_data.to_dict()
            advice.append(advice_item)

        differences = self.differences

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ruleSet": rule_set,
                "profile": profile,
                "settings": settings,
                "advice": advice,
                "differences": differences,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_advice_item import RecommendationAdviceItem
        from ..models.recommendation_profile import RecommendationProfile
        from ..models.recommendation_rule_set import RecommendationRuleSet
        from ..models.recommendation_settings import RecommendationSettings

        d = dict(src_dict)
        rule_set = RecommendationRuleSet.from_dict(d.pop("ruleSet"))

        profile = RecommendationProfile.from_dict(d.pop("profile"))

        settings = RecommendationSettings.from_dict(d.pop("settings"))

        advice = []
        _advice = d.pop("advice")
        for advice_item_data in _advice:
            advice_item = RecommendationAdviceItem.from_dict(advice_item_data)

            advice.append(advice_item)

        differences = cast(list[Any], d.pop("differences"))

        simulation = cls(
            rule_set=rule_set,
            profile=profile,
            settings=settings,
            advice=advice,
            differences=differences,
        )

        simulation.additional_properties = d
        return simulation

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
