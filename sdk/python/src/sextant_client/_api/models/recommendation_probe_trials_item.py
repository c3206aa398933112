from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_probe_trials_item_settings import (
        RecommendationProbeTrialsItemSettings,
    )


T = TypeVar("T", bound="RecommendationProbeTrialsItem")


@_attrs_define
class RecommendationProbeTrialsItem:
    """
    Attributes:
        id (str):
        parent_id (None | str):
        settings (RecommendationProbeTrialsItemSettings):
        because (str):
        score (float | None):
        kept (bool):
        grown_from (str | Unset):
        epochs_share (float | Unset):
        chosen_epoch (float | Unset):
        selected (bool | Unset):
        difference (float | Unset):
        interval (list[float] | Unset):
        probability_of_gain (float | Unset):
    """

    id: str
    parent_id: None | str
    settings: RecommendationProbeTrialsItemSettings
    because: str
    score: float | None
    kept: bool
    grown_from: str | Unset = UNSET
    epochs_share: float | Unset = UNSET
    chosen_epoch: float | Unset = UNSET
    selected: bool | Unset = UNSET
    difference: float | Unset = UNSET
    interval: list[float] | Unset = UNSET
    probability_of_gain: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        parent_id: None | str
        parent_id = self.parent_id

        settings = self.settings.to_dict()

        because = self.because

        score: float | None
        score = self.score

        kept = self.kept

        grown_from = self.grown_from

        epochs_share = self.epochs_share

        chosen_epoch = self.chosen_epoch

        selected = self.selected

        difference = self.difference

        interval: list[float] | Unset = UNSET
        if not isinstance(self.interval, Unset):
            interval = self.interval

        probability_of_gain = self.probability_of_gain

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "parentId": parent_id,
                "settings": settings,
                "because": because,
                "score": score,
                "kept": kept,
            }
        )
        if grown_from is not UNSET:
            field_dict["grownFrom"] = grown_from
        if epochs_share is not UNSET:
            field_dict["epochsShare"] = epochs_share
        if chosen_epoch is not UNSET:
            field_dict["chosenEpoch"] = chosen_epoch
        if selected is not UNSET:
            field_dict["selected"] = selected
        if difference is not UNSET:
            field_dict["difference"] = difference
        if interval is not UNSET:
            field_dict["interval"] = interval
        if probability_of_gain is not UNSET:
            field_dict["probabilityOfGain"] = probability_of_gain

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_trials_item_settings import (
            RecommendationProbeTrialsItemSettings,
        )

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_parent_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        parent_id = _parse_parent_id(d.pop("parentId"))

        settings = RecommendationProbeTrialsItemSettings.from_dict(d.pop("settings"))

        because = d.pop("because")

        def _parse_score(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        score = _parse_score(d.pop("score"))

        kept = d.pop("kept")

        grown_from = d.pop("grownFrom", UNSET)

        epochs_share = d.pop("epochsShare", UNSET)

        chosen_epoch = d.pop("chosenEpoch", UNSET)

        selected = d.pop("selected", UNSET)

        difference = d.pop("difference", UNSET)

        interval = cast(list[float], d.pop("interval", UNSET))

        probability_of_gain = d.pop("probabilityOfGain", UNSET)

        recommendation_probe_trials_item = cls(
            id=id,
            parent_id=parent_id,
            settings=settings,
            because=because,
            score=score,
            kept=kept,
            grown_from=grown_from,
            epochs_share=epochs_share,
            chosen_epoch=chosen_epoch,
            selected=selected,
            difference=difference,
            interval=interval,
            probability_of_gain=probability_of_gain,
        )

        return recommendation_probe_trials_item
