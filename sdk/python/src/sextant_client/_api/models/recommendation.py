from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_advice_item import RecommendationAdviceItem
    from ..models.recommendation_probe import RecommendationProbe
    from ..models.recommendation_profile import RecommendationProfile
    from ..models.recommendation_rule_set import RecommendationRuleSet
    from ..models.recommendation_settings import RecommendationSettings
    from ..models.recommendation_settings_warnings_type_0_item import (
        RecommendationSettingsWarningsType0Item,
    )
    from ..models.recommendation_test import RecommendationTest


T = TypeVar("T", bound="Recommendation")


@_attrs_define
class Recommendation:
    """
    Attributes:
        id (str):
        decision_id (str):
        created_at (datetime.datetime):
        rule_set (RecommendationRuleSet):
        profile (RecommendationProfile):
        settings (RecommendationSettings):
        advice (list[RecommendationAdviceItem]):
        warnings (list[RecommendationSettingsWarningsType0Item]):
        probe (RecommendationProbe | Unset):
        test (RecommendationTest | Unset):
    """

    id: str
    decision_id: str
    created_at: datetime.datetime
    rule_set: RecommendationRuleSet
    profile: RecommendationProfile
    settings: RecommendationSettings
    advice: list[RecommendationAdviceItem]
    warnings: list[RecommendationSettingsWarningsType0Item]
    probe: RecommendationProbe | Unset = UNSET
    test: RecommendationTest | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        decision_id = self.decision_id

        created_at = self.created_at.isoformat()

        rule_set = self.rule_set.to_dict()

        profile = self.profile.to_dict()

        settings = self.settings.to_dict()

        advice = []
        for advice_item_data in self.advice:
            advice_item = advice_item_data.to_dict()
            advice.append(advice_item)

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        probe: dict[str, Any] | Unset = UNSET
        if not isinstance(self.probe, Unset):
            probe = self.probe.to_dict()

        test: dict[str, Any] | Unset = UNSET
        if not isinstance(self.test, Unset):
            test = self.test.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "decisionId": decision_id,
                "createdAt": created_at,
                "ruleSet": rule_set,
                "profile": profile,
                "settings": settings,
                "advice": advice,
                "warnings": warnings,
            }
        )
        if probe is not UNSET:
            field_dict["probe"] = probe
        if test is not UNSET:
            field_dict["test"] = test

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_advice_item import RecommendationAdviceItem
        from ..models.recommendation_probe import RecommendationProbe
        from ..models.recommendation_profile import RecommendationProfile
        from ..models.recommendation_rule_set import RecommendationRuleSet
        from ..models.recommendation_settings import RecommendationSettings
        from ..models.recommendation_settings_warnings_type_0_item import (
            RecommendationSettingsWarningsType0Item,
        )
        from ..models.recommendation_test import RecommendationTest

        d = dict(src_dict)
        id = d.pop("id")

        decision_id = d.pop("decisionId")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        rule_set = RecommendationRuleSet.from_dict(d.pop("ruleSet"))

        profile = RecommendationProfile.from_dict(d.pop("profile"))

        settings = RecommendationSettings.from_dict(d.pop("settings"))

        advice = []
        _advice = d.pop("advice")
        for advice_item_data in _advice:
            advice_item = RecommendationAdviceItem.from_dict(advice_item_data)

            advice.append(advice_item)

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = RecommendationSettingsWarningsType0Item.from_dict(
                warnings_item_data
            )

            warnings.append(warnings_item)

        _probe = d.pop("probe", UNSET)
        probe: RecommendationProbe | Unset
        if isinstance(_probe, Unset):
            probe = UNSET
        else:
            probe = RecommendationProbe.from_dict(_probe)

        _test = d.pop("test", UNSET)
        test: RecommendationTest | Unset
        if isinstance(_test, Unset):
            test = UNSET
        else:
            test = RecommendationTest.from_dict(_test)

        recommendation = cls(
            id=id,
            decision_id=decision_id,
            created_at=created_at,
            rule_set=rule_set,
            profile=profile,
            settings=settings,
            advice=advice,
            warnings=warnings,
            probe=probe,
            test=test,
        )

        return recommendation
