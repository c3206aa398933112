from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.mean_effect import MeanEffect


T = TypeVar("T", bound="RuleEvidenceEffects")


@_attrs_define
class RuleEvidenceEffects:
    """By verdict: the mean gain of the value that holds over the best other one, in percent of the loss of the constant
    predictor, and its 95 % interval. Under `adjusted` another value than the recommended one holds.

    """

    additional_properties: dict[str, MeanEffect] = _attrs_field(
        init=False, factory=dict
    )

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.mean_effect import MeanEffect

        d = dict(src_dict)
        rule_evidence_effects = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = MeanEffect.from_dict(prop_dict)

            additional_properties[prop_name] = additional_property

        rule_evidence_effects.additional_properties = additional_properties
        return rule_evidence_effects

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> MeanEffect:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: MeanEffect) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
