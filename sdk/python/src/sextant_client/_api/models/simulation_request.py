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
    from ..models.simulation_request_changes import SimulationRequestChanges


T = TypeVar("T", bound="SimulationRequest")


@_attrs_define
class SimulationRequest:
    """
    Attributes:
        profile (Profile | Unset):
        decision (str | Unset): Its facts, its fixed settings and its rules are what is begun with.
        changes (SimulationRequestChanges | Unset): Facts by name, such as `rows` or `columns.numeric`; `null` takes one
            away.
        constraints (RecommendationRequestConstraints | Unset):
        rule_set (str | Unset): `active`: the one in force; `built-in`: the one that is shipped; or the content hash of
            one that decided something in the workspace. Example: built-in.
    """

    profile: Profile | Unset = UNSET
    decision: str | Unset = UNSET
    changes: SimulationRequestChanges | Unset = UNSET
    constraints: RecommendationRequestConstraints | Unset = UNSET
    rule_set: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        profile: dict[str, Any] | Unset = UNSET
        if not isinstance(self.profile, Unset):
            profile = self.profile.to_dict()

        decision = self.decision

        changes: dict[str, Any] | Unset = UNSET
        if not isinstance(self.changes, Unset):
            changes = self.changes.to_dict()

        constraints: dict[str, Any] | Unset = UNSET
        if not isinstance(self.constraints, Unset):
            constraints = self.constraints.to_dict()

        rule_set = self.rule_set

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if profile is not UNSET:
            field_dict["profile"] = profile
        if decision is not UNSET:
            field_dict["decision"] = decision
        if changes is not UNSET:
            field_dict["changes"] = changes
        if constraints is not UNSET:
            field_dict["constraints"] = constraints
        if rule_set is not UNSET:
            field_dict["ruleSet"] = rule_set

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.profile import Profile
        from ..models.recommendation_request_constraints import (
            RecommendationRequestConstraints,
        )
        from ..models.simulation_request_changes import SimulationRequestChanges

        d = dict(src_dict)
        _profile = d.pop("profile", UNSET)
        profile: Profile | Unset
        if isinstance(_profile, Unset):
            profile = UNSET
        else:
            profile = Profile.from_dict(_profile)

        decision = d.pop("decision", UNSET)

        _changes = d.pop("changes", UNSET)
        changes: SimulationRequestChanges | Unset
        if isinstance(_changes, Unset):
            changes = UNSET
        else:
            changes = SimulationRequestChanges.from_dict(_changes)

        _constraints = d.pop("constraints", UNSET)
        constraints: RecommendationRequestConstraints | Unset
        if isinstance(_constraints, Unset):
            constraints = UNSET
        else:
            constraints = RecommendationRequestConstraints.from_dict(_constraints)

        rule_set = d.pop("ruleSet", UNSET)

        simulation_request = cls(
            profile=profile,
            decision=decision,
            changes=changes,
            constraints=constraints,
            rule_set=rule_set,
        )

        return simulation_request
