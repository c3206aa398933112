from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecommendationProbeFinalModelPartsItem")


@_attrs_define
class RecommendationProbeFinalModelPartsItem:
    """
    Attributes:
        trial_id (str):
        share (float):
        members (int):
    """

    trial_id: str
    share: float
    members: int

    def to_dict(self) -> dict[str, Any]:
        trial_id = self.trial_id

        share = self.share

        members = self.members

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "trialId": trial_id,
                "share": share,
                "members": members,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        trial_id = d.pop("trialId")

        share = d.pop("share")

        members = d.pop("members")

        recommendation_probe_final_model_parts_item = cls(
            trial_id=trial_id,
            share=share,
            members=members,
        )

        return recommendation_probe_final_model_parts_item
