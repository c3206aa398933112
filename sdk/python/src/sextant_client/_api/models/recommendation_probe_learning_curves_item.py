from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationProbeLearningCurvesItem")


@_attrs_define
class RecommendationProbeLearningCurvesItem:
    """
    Attributes:
        trial_id (str):
        epochs (list[float]):
        train (list[float]):
        validation (list[float]):
        chosen_epoch (float):
    """

    trial_id: str
    epochs: list[float]
    train: list[float]
    validation: list[float]
    chosen_epoch: float

    def to_dict(self) -> dict[str, Any]:
        trial_id = self.trial_id

        epochs = self.epochs

        train = self.train

        validation = self.validation

        chosen_epoch = self.chosen_epoch

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "trialId": trial_id,
                "epochs": epochs,
                "train": train,
                "validation": validation,
                "chosenEpoch": chosen_epoch,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        trial_id = d.pop("trialId")

        epochs = cast(list[float], d.pop("epochs"))

        train = cast(list[float], d.pop("train"))

        validation = cast(list[float], d.pop("validation"))

        chosen_epoch = d.pop("chosenEpoch")

        recommendation_probe_learning_curves_item = cls(
            trial_id=trial_id,
            epochs=epochs,
            train=train,
            validation=validation,
            chosen_epoch=chosen_epoch,
        )

        return recommendation_probe_learning_curves_item
