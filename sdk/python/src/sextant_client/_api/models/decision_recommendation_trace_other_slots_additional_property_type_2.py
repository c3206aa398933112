from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.decision_recommendation_trace_other_slots_additional_property_type_2_hit_policy import (
    DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy,
    check_decision_recommendation_trace_other_slots_additional_property_type_2_hit_policy,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_recommendation_trace_other_slots_additional_property_type_2_losers_item_type_1 import (
        DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1,
    )


T = TypeVar("T", bound="DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2")


@_attrs_define
class DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2:
    """
    Attributes:
        applies (bool | Unset):
        hit_policy (DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy | Unset):
        origin (Literal['caller'] | Unset):
        winner (int | str | Unset):
        losers (list[DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1 | int | str] | Unset):
    """

    applies: bool | Unset = UNSET
    hit_policy: (
        DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy | Unset
    ) = UNSET
    origin: Literal["caller"] | Unset = UNSET
    winner: int | str | Unset = UNSET
    losers: (
        list[
            DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1
            | int
            | str
        ]
        | Unset
    ) = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.decision_recommendation_trace_other_slots_additional_property_type_2_losers_item_type_1 import (
            DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1,
        )

        applies = self.applies

        hit_policy: str | Unset = UNSET
        if not isinstance(self.hit_policy, Unset):
            hit_policy = self.hit_policy

        origin = self.origin

        winner: int | str | Unset
        if isinstance(self.winner, Unset):
            winner = UNSET
        else:
            winner = self.winner

        losers: list[dict[str, Any] | int | str] | Unset = UNSET
        if not isinstance(self.losers, Unset):
            losers = []
            for losers_item_data in self.losers:
                losers_item: dict[str, Any] | int | str
                if isinstance(
                    losers_item_data,
                    DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1,
                ):
                    losers_item = losers_item_data.to_dict()
                else:
                    losers_item = losers_item_data
                losers.append(losers_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if applies is not UNSET:
            field_dict["applies"] = applies
        if hit_policy is not UNSET:
            field_dict["hitPolicy"] = hit_policy
        if origin is not UNSET:
            field_dict["origin"] = origin
        if winner is not UNSET:
            field_dict["winner"] = winner
        if losers is not UNSET:
            field_dict["losers"] = losers

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_recommendation_trace_other_slots_additional_property_type_2_losers_item_type_1 import (
            DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1,
        )

        d = dict(src_dict)
        applies = d.pop("applies", UNSET)

        _hit_policy = d.pop("hitPolicy", UNSET)
        hit_policy: (
            DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy
            | Unset
        )
        if isinstance(_hit_policy, Unset):
            hit_policy = UNSET
        else:
            hit_policy = check_decision_recommendation_trace_other_slots_additional_property_type_2_hit_policy(
                _hit_policy
            )

        origin = cast(Literal["caller"] | Unset, d.pop("origin", UNSET))
        if origin != "caller" and not isinstance(origin, Unset):
            raise ValueError(f"origin must match const 'caller', got '{origin}'")

        def _parse_winner(data: object) -> int | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(int | str | Unset, data)

        winner = _parse_winner(d.pop("winner", UNSET))

        _losers = d.pop("losers", UNSET)
        losers: (
            list[
                DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1
                | int
                | str
            ]
            | Unset
        ) = UNSET
        if _losers is not UNSET:
            losers = []
            for losers_item_data in _losers:

                def _parse_losers_item(
                    data: object,
                ) -> (
                    DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1
                    | int
                    | str
                ):
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        losers_item_type_1 = DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1.from_dict(
                            data
                        )

                        return losers_item_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    return cast(
                        DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1
                        | int
                        | str,
                        data,
                    )

                losers_item = _parse_losers_item(losers_item_data)

                losers.append(losers_item)

        decision_recommendation_trace_other_slots_additional_property_type_2 = cls(
            applies=applies,
            hit_policy=hit_policy,
            origin=origin,
            winner=winner,
            losers=losers,
        )

        return decision_recommendation_trace_other_slots_additional_property_type_2
