from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rule_set_details_shadow_type_0_by_slot import (
        RuleSetDetailsShadowType0BySlot,
    )


T = TypeVar("T", bound="RuleSetDetailsShadowType0")


@_attrs_define
class RuleSetDetailsShadowType0:
    """What came of it as a candidate, now or at the last time.

    Attributes:
        against (str): Hash of the active rule set that it is compared with.
        started_at (datetime.datetime):
        ended_at (datetime.datetime | None): Null while it runs.
        decisions (int):
        different (int): Decisions in which at least one setting comes out differently.
        failed (int): Decisions to which it has no answer.
        skipped (int): Decisions for which there was no time.
        by_slot (RuleSetDetailsShadowType0BySlot): Decisions in which a setting comes out differently.
    """

    against: str
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    decisions: int
    different: int
    failed: int
    skipped: int
    by_slot: RuleSetDetailsShadowType0BySlot
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        against = self.against

        started_at = self.started_at.isoformat()

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        decisions = self.decisions

        different = self.different

        failed = self.failed

        skipped = self.skipped

        by_slot = self.by_slot.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "against": against,
                "startedAt": started_at,
                "endedAt": ended_at,
                "decisions": decisions,
                "different": different,
                "failed": failed,
                "skipped": skipped,
                "bySlot": by_slot,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_set_details_shadow_type_0_by_slot import (
            RuleSetDetailsShadowType0BySlot,
        )

        d = dict(src_dict)
        against = d.pop("against")

        started_at = datetime.datetime.fromisoformat(d.pop("startedAt"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("endedAt"))

        decisions = d.pop("decisions")

        different = d.pop("different")

        failed = d.pop("failed")

        skipped = d.pop("skipped")

        by_slot = RuleSetDetailsShadowType0BySlot.from_dict(d.pop("bySlot"))

        rule_set_details_shadow_type_0 = cls(
            against=against,
            started_at=started_at,
            ended_at=ended_at,
            decisions=decisions,
            different=different,
            failed=failed,
            skipped=skipped,
            by_slot=by_slot,
        )

        rule_set_details_shadow_type_0.additional_properties = d
        return rule_set_details_shadow_type_0

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
