from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RecommendationProbePlanItem")


@_attrs_define
class RecommendationProbePlanItem:
    """
    Attributes:
        purpose (str):
        configurations (int):
        members (int):
        hidden_layers (int):
        hidden_units (int):
        epochs (int):
        seconds (float):
        epochs_planned (int | Unset):
    """

    purpose: str
    configurations: int
    members: int
    hidden_layers: int
    hidden_units: int
    epochs: int
    seconds: float
    epochs_planned: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        purpose = self.purpose

        configurations = self.configurations

        members = self.members

        hidden_layers = self.hidden_layers

        hidden_units = self.hidden_units

        epochs = self.epochs

        seconds = self.seconds

        epochs_planned = self.epochs_planned

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "purpose": purpose,
                "configurations": configurations,
                "members": members,
                "hiddenLayers": hidden_layers,
                "hiddenUnits": hidden_units,
                "epochs": epochs,
                "seconds": seconds,
            }
        )
        if epochs_planned is not UNSET:
            field_dict["epochsPlanned"] = epochs_planned

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        purpose = d.pop("purpose")

        configurations = d.pop("configurations")

        members = d.pop("members")

        hidden_layers = d.pop("hiddenLayers")

        hidden_units = d.pop("hiddenUnits")

        epochs = d.pop("epochs")

        seconds = d.pop("seconds")

        epochs_planned = d.pop("epochsPlanned", UNSET)

        recommendation_probe_plan_item = cls(
            purpose=purpose,
            configurations=configurations,
            members=members,
            hidden_layers=hidden_layers,
            hidden_units=hidden_units,
            epochs=epochs,
            seconds=seconds,
            epochs_planned=epochs_planned,
        )

        return recommendation_probe_plan_item
