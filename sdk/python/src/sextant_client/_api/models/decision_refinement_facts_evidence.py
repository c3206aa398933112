from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.decision_refinement_facts_evidence_best_rate_at_edge import (
    DecisionRefinementFactsEvidenceBestRateAtEdge,
    check_decision_refinement_facts_evidence_best_rate_at_edge,
)
from ..models.decision_refinement_facts_evidence_last_kept_slot import (
    DecisionRefinementFactsEvidenceLastKeptSlot,
    check_decision_refinement_facts_evidence_last_kept_slot,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_refinement_facts_evidence_gain_over_constant import (
        DecisionRefinementFactsEvidenceGainOverConstant,
    )


T = TypeVar("T", bound="DecisionRefinementFactsEvidence")


@_attrs_define
class DecisionRefinementFactsEvidence:
    """
    Attributes:
        train_loss (float | Unset):
        validation_loss (float | Unset):
        generalization_gap (float | Unset):
        epochs_trained (float | Unset):
        chosen_epoch_share (float | Unset):
        train_slope (float | Unset):
        validation_slope (float | Unset):
        validation_rise (float | Unset):
        descent_rate (float | Unset):
        late_noise (float | Unset):
        fold_spread (float | Unset):
        diverged_share (float | Unset):
        best_rate_at_edge (DecisionRefinementFactsEvidenceBestRateAtEdge | Unset):
        best_rate_next_to_diverged (bool | Unset):
        clipped_share (float | Unset):
        gradient_norm_ninetieth (float | Unset):
        dead_unit_share (float | Unset):
        gradient_norm_ratio (float | Unset):
        fits_train_perfectly (bool | Unset):
        perfect_fit_share (float | Unset):
        gain_over_constant (DecisionRefinementFactsEvidenceGainOverConstant | Unset):
        gain_over_linear (DecisionRefinementFactsEvidenceGainOverConstant | Unset):
        gain_over_shallower (DecisionRefinementFactsEvidenceGainOverConstant | Unset):
        data_slope (float | Unset):
        seconds_per_epoch (float | Unset):
        trials_tried (int | Unset):
        last_kept_slot (DecisionRefinementFactsEvidenceLastKeptSlot | Unset):
    """

    train_loss: float | Unset = UNSET
    validation_loss: float | Unset = UNSET
    generalization_gap: float | Unset = UNSET
    epochs_trained: float | Unset = UNSET
    chosen_epoch_share: float | Unset = UNSET
    train_slope: float | Unset = UNSET
    validation_slope: float | Unset = UNSET
    validation_rise: float | Unset = UNSET
    descent_rate: float | Unset = UNSET
    late_noise: float | Unset = UNSET
    fold_spread: float | Unset = UNSET
    diverged_share: float | Unset = UNSET
    best_rate_at_edge: DecisionRefinementFactsEvidenceBestRateAtEdge | Unset = UNSET
    best_rate_next_to_diverged: bool | Unset = UNSET
    clipped_share: float | Unset = UNSET
    gradient_norm_ninetieth: float | Unset = UNSET
    dead_unit_share: float | Unset = UNSET
    gradient_norm_ratio: float | Unset = UNSET
    fits_train_perfectly: bool | Unset = UNSET
    perfect_fit_share: float | Unset = UNSET
    gain_over_constant: DecisionRefinementFactsEvidenceGainOverConstant | Unset = UNSET
    gain_over_linear: DecisionRefinementFactsEvidenceGainOverConstant | Unset = UNSET
    gain_over_shallower: DecisionRefinementFactsEvidenceGainOverConstant | Unset = UNSET
    data_slope: float | Unset = UNSET
    seconds_per_epoch: float | Unset = UNSET
    trials_tried: int | Unset = UNSET
    last_kept_slot: DecisionRefinementFactsEvidenceLastKeptSlot | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        train_loss = self.train_loss

        validation_loss = self.validation_loss

        generalization_gap = self.generalization_gap

        epochs_trained = self.epochs_trained

        chosen_epoch_share = self.chosen_epoch_share

        train_slope = self.train_slope

        validation_slope = self.validation_slope

        validation_rise = self.validation_rise

        descent_rate = self.descent_rate

        late_noise = self.late_noise

        fold_spread = self.fold_spread

        diverged_share = self.diverged_share

        best_rate_at_edge: str | Unset = UNSET
        if not isinstance(self.best_rate_at_edge, Unset):
            best_rate_at_edge = self.best_rate_at_edge

        best_rate_next_to_diverged = self.best_rate_next_to_diverged

        clipped_share = self.clipped_share

        gradient_norm_ninetieth = self.gradient_norm_ninetieth

        dead_unit_share = self.dead_unit_share

        gradient_norm_ratio = self.gradient_norm_ratio

        fits_train_perfectly = self.fits_train_perfectly

        perfect_fit_share = self.perfect_fit_share

        gain_over_constant: dict[str, Any] | Unset = UNSET
        if not isinstance(self.gain_over_constant, Unset):
            gain_over_constant = self.gain_over_constant.to_dict()

        gain_over_linear: dict[str, Any] | Unset = UNSET
        if not isinstance(self.gain_over_linear, Unset):
            gain_over_linear = self.gain_over_linear.to_dict()

        gain_over_shallower: dict[str, Any] | Unset = UNSET
        if not isinstance(self.gain_over_shallower, Unset):
            gain_over_shallower = self.gain_over_shallower.to_dict()

        data_slope = self.data_slope

        seconds_per_epoch = self.seconds_per_epoch

        trials_tried = self.trials_tried

        last_kept_slot: str | Unset = UNSET
        if not isinstance(self.last_kept_slot, Unset):
            last_kept_slot = self.last_kept_slot

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if train_loss is not UNSET:
            field_dict["trainLoss"] = train_loss
        if validation_loss is not UNSET:
            field_dict["validationLoss"] = validation_loss
        if generalization_gap is not UNSET:
            field_dict["generalizationGap"] = generalization_gap
        if epochs_trained is not UNSET:
            field_dict["epochsTrained"] = epochs_trained
        if chosen_epoch_share is not UNSET:
            field_dict["chosenEpochShare"] = chosen_epoch_share
        if train_slope is not UNSET:
            field_dict["trainSlope"] = train_slope
        if validation_slope is not UNSET:
            field_dict["validationSlope"] = validation_slope
        if validation_rise is not UNSET:
            field_dict["validationRise"] = validation_rise
        if descent_rate is not UNSET:
            field_dict["descentRate"] = descent_rate
        if late_noise is not UNSET:
            field_dict["lateNoise"] = late_noise
        if fold_spread is not UNSET:
            field_dict["foldSpread"] = fold_spread
        if diverged_share is not UNSET:
            field_dict["divergedShare"] = diverged_share
        if best_rate_at_edge is not UNSET:
            field_dict["bestRateAtEdge"] = best_rate_at_edge
        if best_rate_next_to_diverged is not UNSET:
            field_dict["bestRateNextToDiverged"] = best_rate_next_to_diverged
        if clipped_share is not UNSET:
            field_dict["clippedShare"] = clipped_share
        if gradient_norm_ninetieth is not UNSET:
            field_dict["gradientNormNinetieth"] = gradient_norm_ninetieth
        if dead_unit_share is not UNSET:
            field_dict["deadUnitShare"] = dead_unit_share
        if gradient_norm_ratio is not UNSET:
            field_dict["gradientNormRatio"] = gradient_norm_ratio
        if fits_train_perfectly is not UNSET:
            field_dict["fitsTrainPerfectly"] = fits_train_perfectly
        if perfect_fit_share is not UNSET:
            field_dict["perfectFitShare"] = perfect_fit_share
        if gain_over_constant is not UNSET:
            field_dict["gainOverConstant"] = gain_over_constant
        if gain_over_linear is not UNSET:
            field_dict["gainOverLinear"] = gain_over_linear
        if gain_over_shallower is not UNSET:
            field_dict["gainOverShallower"] = gain_over_shallower
        if data_slope is not UNSET:
            field_dict["dataSlope"] = data_slope
        if seconds_per_epoch is not UNSET:
            field_dict["secondsPerEpoch"] = seconds_per_epoch
        if trials_tried is not UNSET:
            field_dict["trialsTried"] = trials_tried
        if last_kept_slot is not UNSET:
            field_dict["lastKeptSlot"] = last_kept_slot

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_refinement_facts_evidence_gain_over_constant import (
            DecisionRefinementFactsEvidenceGainOverConstant,
        )

        d = dict(src_dict)
        train_loss = d.pop("trainLoss", UNSET)

        validation_loss = d.pop("validationLoss", UNSET)

        generalization_gap = d.pop("generalizationGap", UNSET)

        epochs_trained = d.pop("epochsTrained", UNSET)

        chosen_epoch_share = d.pop("chosenEpochShare", UNSET)

        train_slope = d.pop("trainSlope", UNSET)

        validation_slope = d.pop("validationSlope", UNSET)

        validation_rise = d.pop("validationRise", UNSET)

        descent_rate = d.pop("descentRate", UNSET)

        late_noise = d.pop("lateNoise", UNSET)

        fold_spread = d.pop("foldSpread", UNSET)

        diverged_share = d.pop("divergedShare", UNSET)

        _best_rate_at_edge = d.pop("bestRateAtEdge", UNSET)
        best_rate_at_edge: DecisionRefinementFactsEvidenceBestRateAtEdge | Unset
        if isinstance(_best_rate_at_edge, Unset):
            best_rate_at_edge = UNSET
        else:
            best_rate_at_edge = (
                check_decision_refinement_facts_evidence_best_rate_at_edge(
                    _best_rate_at_edge
                )
            )

        best_rate_next_to_diverged = d.pop("bestRateNextToDiverged", UNSET)

        clipped_share = d.pop("clippedShare", UNSET)

        gradient_norm_ninetieth = d.pop("gradientNormNinetieth", UNSET)

        dead_unit_share = d.pop("deadUnitShare", UNSET)

        gradient_norm_ratio = d.pop("gradientNormRatio", UNSET)

        fits_train_perfectly = d.pop("fitsTrainPerfectly", UNSET)

        perfect_fit_share = d.pop("perfectFitShare", UNSET)

        _gain_over_constant = d.pop("gainOverConstant", UNSET)
        gain_over_constant: DecisionRefinementFactsEvidenceGainOverConstant | Unset
        if isinstance(_gain_over_constant, Unset):
            gain_over_constant = UNSET
        else:
            gain_over_constant = (
                DecisionRefinementFactsEvidenceGainOverConstant.from_dict(
                    _gain_over_constant
                )
            )

        _gain_over_linear = d.pop("gainOverLinear", UNSET)
        gain_over_linear: DecisionRefinementFactsEvidenceGainOverConstant | Unset
        if isinstance(_gain_over_linear, Unset):
            gain_over_linear = UNSET
        else:
            gain_over_linear = (
                DecisionRefinementFactsEvidenceGainOverConstant.from_dict(
                    _gain_over_linear
                )
            )

        _gain_over_shallower = d.pop("gainOverShallower", UNSET)
        gain_over_shallower: DecisionRefinementFactsEvidenceGainOverConstant | Unset
        if isinstance(_gain_over_shallower, Unset):
            gain_over_shallower = UNSET
        else:
            gain_over_shallower = (
                DecisionRefinementFactsEvidenceGainOverConstant.from_dict(
                    _gain_over_shallower
                )
            )

        data_slope = d.pop("dataSlope", UNSET)

        seconds_per_epoch = d.pop("secondsPerEpoch", UNSET)

        trials_tried = d.pop("trialsTried", UNSET)

        _last_kept_slot = d.pop("lastKeptSlot", UNSET)
        last_kept_slot: DecisionRefinementFactsEvidenceLastKeptSlot | Unset
        if isinstance(_last_kept_slot, Unset):
            last_kept_slot = UNSET
        else:
            last_kept_slot = check_decision_refinement_facts_evidence_last_kept_slot(
                _last_kept_slot
            )

        decision_refinement_facts_evidence = cls(
            train_loss=train_loss,
            validation_loss=validation_loss,
            generalization_gap=generalization_gap,
            epochs_trained=epochs_trained,
            chosen_epoch_share=chosen_epoch_share,
            train_slope=train_slope,
            validation_slope=validation_slope,
            validation_rise=validation_rise,
            descent_rate=descent_rate,
            late_noise=late_noise,
            fold_spread=fold_spread,
            diverged_share=diverged_share,
            best_rate_at_edge=best_rate_at_edge,
            best_rate_next_to_diverged=best_rate_next_to_diverged,
            clipped_share=clipped_share,
            gradient_norm_ninetieth=gradient_norm_ninetieth,
            dead_unit_share=dead_unit_share,
            gradient_norm_ratio=gradient_norm_ratio,
            fits_train_perfectly=fits_train_perfectly,
            perfect_fit_share=perfect_fit_share,
            gain_over_constant=gain_over_constant,
            gain_over_linear=gain_over_linear,
            gain_over_shallower=gain_over_shallower,
            data_slope=data_slope,
            seconds_per_epoch=seconds_per_epoch,
            trials_tried=trials_tried,
            last_kept_slot=last_kept_slot,
        )

        return decision_refinement_facts_evidence
