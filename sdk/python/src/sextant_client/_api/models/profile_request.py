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


T = TypeVar("T", bound="ProfileRequest")


@_attrs_define
class ProfileRequest:
    """
    Attributes:
        profile (Profile):
        constraints (RecommendationRequestConstraints | Unset):
    """

    profile: Profile
    constraints: RecommendationRequestConstraints | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        profile = self.profile.to_dict()

        constraints: dict[str, Any] | Unset = UNSET
        if not isinstance(self.constraints, Unset):
            constraints = self.constraints.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "profile": profile,
            }
        )
        if constraints is not UNSET:
            field_dict["constraints"] = constraints

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.profile import Profile
        from ..models.recommendation_request_constraints import (
            RecommendationRequestConstraints,
        )

        d = dict(src_dict)
        profile = Profile.from_dict(d.pop("profile"))

        _constraints = d.pop("constraints", UNSET)
        constraints: RecommendationRequestConstraints | Unset
        if isinstance(_constraints, Unset):
            constraints = UNSET
        else:
            constraints = RecommendationRequestConstraints.from_dict(_constraints)

        profile_request = cls(
            profile=profile,
            constraints=constraints,
        )

        return profile_request
