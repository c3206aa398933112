from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_verdicts_outcome_effects import (
        DecisionVerdictsOutcomeEffects,
    )
    from ..models.decision_verdicts_outcome_verdicts import (
        DecisionVerdictsOutcomeVerdicts,
    )
    from ..models.recommendation_probe_trials_item_settings import (
        RecommendationProbeTrialsItemSettings,
    )


T = TypeVar("T", bound="DecisionVerdictsOutcome")


@_attrs_define
class DecisionVerdictsOutcome:
    """
    Attributes:
        verdicts (DecisionVerdictsOutcomeVerdicts):
        settings (RecommendationProbeTrialsItemSettings):
        effects (DecisionVerdictsOutcomeEffects | Unset):
    """

    verdicts: DecisionVerdictsOutcomeVerdicts
    settings: RecommendationProbeTrialsItemSettings
    effects: DecisionVerdictsOutcomeEffects | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        verdicts = self.verdicts.to_dict()

        settings = self.settings.to_dict()

        effects: dict[str, Any] | Unset = UNSET
        if not isinstance(self.effects, Unset):
            effects = self.effects.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "verdicts": verdicts,
                "settings": settings,
            }
        )
        if effects is not UNSET:
            field_dict["effects"] = effects

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_verdicts_outcome_effects import (
            DecisionVerdictsOutcomeEffects,
        )
        from ..models.decision_verdicts_outcome_verdicts import (
            DecisionVerdictsOutcomeVerdicts,
        )
        from ..models.recommendation_probe_trials_item_settings import (
            RecommendationProbeTrialsItemSettings,
        )

        d = dict(src_dict)
        verdicts = DecisionVerdictsOutcomeVerdicts.from_dict(d.pop("verdicts"))

        settings = RecommendationProbeTrialsItemSettings.from_dict(d.pop("settings"))

        _effects = d.pop("effects", UNSET)
        effects: DecisionVerdictsOutcomeEffects | Unset
        if isinstance(_effects, Unset):
            effects = UNSET
        else:
            effects = DecisionVerdictsOutcomeEffects.from_dict(_effects)

        decision_verdicts_outcome = cls(
            verdicts=verdicts,
            settings=settings,
            effects=effects,
        )

        return decision_verdicts_outcome
