from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_evidence_effects import RuleEvidenceEffects
    from ..models.rule_evidence_entry_confirmed_share_type_0 import (
        RuleEvidenceEntryConfirmedShareType0,
    )
    from ..models.rule_evidence_verdicts import RuleEvidenceVerdicts


T = TypeVar("T", bound="RuleEvidenceEntry")


@_attrs_define
class RuleEvidenceEntry:
    """
    Attributes:
        rule_id (str):
        slot (None | str): The setting that it decides; null for a diagnosis rule.
        probes (int): Probes of recommendations in which the rule decided its setting.
        verdicts (RuleEvidenceVerdicts): What these probes found about the setting.
        confirmed_share (None | RuleEvidenceEntryConfirmedShareType0): Of the probes that tried another value: the share
            that confirmed it, and its 95 % interval.
        is_few (bool): Fewer than ten probes tried another value: the share says little.
        effects (RuleEvidenceEffects): By verdict: the mean gain of the value that holds over the best other one, in
            percent of the loss of the constant predictor, and its 95 % interval. Under `adjusted` another value than the
            recommended one holds.
    """

    rule_id: str
    slot: None | str
    probes: int
    verdicts: RuleEvidenceVerdicts
    confirmed_share: None | RuleEvidenceEntryConfirmedShareType0
    is_few: bool
    effects: RuleEvidenceEffects
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.rule_evidence_entry_confirmed_share_type_0 import (
            RuleEvidenceEntryConfirmedShareType0,
        )

        rule_id = self.rule_id

        slot: None | str
        slot = self.slot

        probes = self.probes

        verdicts = self.verdicts.to_dict()

        confirmed_share: dict[str, Any] | None
        if isinstance(self.confirmed_share, RuleEvidenceEntryConfirmedShareType0):
            confirmed_share = self.confirmed_share.to_dict()
        else:
            confirmed_share = self.confirmed_share

        is_few = self.is_few

        effects = self.effects.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ruleId": rule_id,
                "slot": slot,
                "probes": probes,
                "verdicts": verdicts,
                "confirmedShare": confirmed_share,
                "isFew": is_few,
                "effects": effects,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_evidence_effects import RuleEvidenceEffects
        from ..models.rule_evidence_entry_confirmed_share_type_0 import (
            RuleEvidenceEntryConfirmedShareType0,
        )
        from ..models.rule_evidence_verdicts import RuleEvidenceVerdicts

        d = dict(src_dict)
        rule_id = d.pop("ruleId")

        def _parse_slot(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        slot = _parse_slot(d.pop("slot"))

        probes = d.pop("probes")

        verdicts = RuleEvidenceVerdicts.from_dict(d.pop("verdicts"))

        def _parse_confirmed_share(
            data: object,
        ) -> None | RuleEvidenceEntryConfirmedShareType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                confirmed_share_type_0 = RuleEvidenceEntryConfirmedShareType0.from_dict(
                    data
                )

                return confirmed_share_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleEvidenceEntryConfirmedShareType0, data)

        confirmed_share = _parse_confirmed_share(d.pop("confirmedShare"))

        is_few = d.pop("isFew")

        effects = RuleEvidenceEffects.from_dict(d.pop("effects"))

        rule_evidence_entry = cls(
            rule_id=rule_id,
            slot=slot,
            probes=probes,
            verdicts=verdicts,
            confirmed_share=confirmed_share,
            is_few=is_few,
            effects=effects,
        )

        rule_evidence_entry.additional_properties = d
        return rule_evidence_entry

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
