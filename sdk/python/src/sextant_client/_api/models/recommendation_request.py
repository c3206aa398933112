from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.profile import Profile
    from ..models.recommendation_request_constraints import (
        RecommendationRequestConstraints,
    )
    from ..models.recommendation_request_dataset import RecommendationRequestDataset
    from ..models.recommendation_request_probe import RecommendationRequestProbe


T = TypeVar("T", bound="RecommendationRequest")


@_attrs_define
class RecommendationRequest:
    """
    Attributes:
        profile (Profile | Unset):
        dataset (RecommendationRequestDataset | Unset): One that was uploaded, and how it is to be read.
        constraints (RecommendationRequestConstraints | Unset):
        probe (RecommendationRequestProbe | Unset): Of a dataset: a short training that tests the recommendation, queued
            with it.
    """

    profile: Profile | Unset = UNSET
    dataset: RecommendationRequestDataset | Unset = UNSET
    constraints: RecommendationRequestConstraints | Unset = UNSET
    probe: RecommendationRequestProbe | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        profile: dict[str, Any] | Unset = UNSET
        if not isinstance(self.profile, Unset):
            profile = self.profile.to_dict()

        dataset: dict[str, Any] | Unset = UNSET
        if not isinstance(self.dataset, Unset):
            dataset = self.dataset.to_dict()

        constraints: dict[str, Any] | Unset = UNSET
        if not isinstance(self.constraints, Unset):
            constraints = self.constraints.to_dict()

        probe: dict[str, Any] | Unset = UNSET
        if not isinstance(self.probe, Unset):
            probe = self.probe.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if profile is not UNSET:
            field_dict["profile"] = profile
        if dataset is not UNSET:
            field_dict["dataset"] = dataset
        if constraints is not UNSET:
            field_dict["constraints"] = constraints
        if probe is not UNSET:
            field_dict["probe"] = probe

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.profile import Profile
        from ..models.recommendation_request_constraints import (
            RecommendationRequestConstraints,
        )
        from ..models.recommendation_request_dataset import RecommendationRequestDataset
        from ..models.recommendation_request_probe import RecommendationRequestProbe

        d = dict(src_dict)
        _profile = d.pop("profile", UNSET)
        profile: Profile | Unset
        if isinstance(_profile, Unset):
            profile = UNSET
        else:
            profile = Profile.from_dict(_profile)

        _dataset = d.pop("dataset", UNSET)
        dataset: RecommendationRequestDataset | Unset
        if isinstance(_dataset, Unset):
            dataset = UNSET
        else:
            dataset = RecommendationRequestDataset.from_dict(_dataset)

        _constraints = d.pop("constraints", UNSET)
        constraints: RecommendationRequestConstraints | Unset
        if isinstance(_constraints, Unset):
            constraints = UNSET
        else:
            constraints = RecommendationRequestConstraints.from_dict(_constraints)

        _probe = d.pop("probe", UNSET)
        probe: RecommendationRequestProbe | Unset
        if isinstance(_probe, Unset):
            probe = UNSET
        else:
            probe = RecommendationRequestProbe.from_dict(_probe)

        recommendation_request = cls(
            profile=profile,
            dataset=dataset,
            constraints=constraints,
            probe=probe,
        )

        return recommendation_request
