from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="DecisionRecommendationOutcomeSettingsAdditionalPropertyType0")


@_attrs_define
class DecisionRecommendationOutcomeSettingsAdditionalPropertyType0:
    """
    Attributes:
        value (Any): Any JSON value.
        rule_id (None | str):
    """

    value: Any
    rule_id: None | str

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        rule_id: None | str
        rule_id = self.rule_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "value": value,
                "ruleId": rule_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        value = d.pop("value")

        def _parse_rule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule_id = _parse_rule_id(d.pop("ruleId"))

        decision_recommendation_outcome_settings_additional_property_type_0 = cls(
            value=value,
            rule_id=rule_id,
        )

        return decision_recommendation_outcome_settings_additional_property_type_0
