from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.decision_recommendation_trace_other_slots_additional_property_type_2 import (
        DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2,
    )


T = TypeVar("T", bound="DecisionRecommendationTraceOtherSlots")


@_attrs_define
class DecisionRecommendationTraceOtherSlots:
    additional_properties: dict[
        str,
        DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2 | int | None | str,
    ] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.decision_recommendation_trace_other_slots_additional_property_type_2 import (
            DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2,
        )

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            if isinstance(
                prop, DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2
            ):
                field_dict[prop_name] = prop.to_dict()
            else:
                field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_recommendation_trace_other_slots_additional_property_type_2 import (
            DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2,
        )

        d = dict(src_dict)
        decision_recommendation_trace_other_slots = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():

            def _parse_additional_property(
                data: object,
            ) -> (
                DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2
                | int
                | None
                | str
            ):
                if data is None:
                    return data
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    additional_property_type_2 = DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2.from_dict(
                        data
                    )

                    return additional_property_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(
                    DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2
                    | int
                    | None
                    | str,
                    data,
                )

            additional_property = _parse_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        decision_recommendation_trace_other_slots.additional_properties = (
            additional_properties
        )
        return decision_recommendation_trace_other_slots

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(
        self, key: str
    ) -> (
        DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2 | int | None | str
    ):
        return self.additional_properties[key]

    def __setitem__(
        self,
        key: str,
        value: DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2
        | int
        | None
        | str,
    ) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
