from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.counterfactual import Counterfactual


T = TypeVar("T", bound="CounterfactualList")


@_attrs_define
class CounterfactualList:
    """
    Attributes:
        decision_id (str):
        slot (str):
        rule_id (None | str): Null where it does not apply or the caller fixed it.
        data (list[Counterfactual]):
        count (int): How many there are; `data` has the first hundred.
        exhausted (bool): False: a bound on the work ended the search, and there may be others.
        edges_only (list[list[str]]): Pairs of facts from which one fact follows. They can be traded for one another;
            only changes that take one of them to an edge of its own were looked at.
        value (Any | Unset): What the slot is.
    """

    decision_id: str
    slot: str
    rule_id: None | str
    data: list[Counterfactual]
    count: int
    exhausted: bool
    edges_only: list[list[str]]
    value: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decision_id = self.decision_id

        slot = self.slot

        rule_id: None | str
        rule_id = self.rule_id

        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        count = self.count

        exhausted = self.exhausted

        edges_only = []
        for edges_only_item_data in self.edges_only:
            edges_only_item = edges_only_item_data

            edges_only.append(edges_only_item)

        value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decisionId": decision_id,
                "slot": slot,
                "ruleId": rule_id,
                "data": data,
                "count": count,
                "exhausted": exhausted,
                "edgesOnly": edges_only,
            }
        )
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.counterfactual import Counterfactual

        d = dict(src_dict)
        decision_id = d.pop("decisionId")

        slot = d.pop("slot")

        def _parse_rule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule_id = _parse_rule_id(d.pop("ruleId"))

        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = Counterfactual.from_dict(data_item_data)

            data.append(data_item)

        count = d.pop("count")

        exhausted = d.pop("exhausted")

        edges_only = []
        _edges_only = d.pop("edgesOnly")
        for edges_only_item_data in _edges_only:
            edges_only_item = cast(list[str], edges_only_item_data)

            edges_only.append(edges_only_item)

        value = d.pop("value", UNSET)

        counterfactual_list = cls(
            decision_id=decision_id,
            slot=slot,
            rule_id=rule_id,
            data=data,
            count=count,
            exhausted=exhausted,
            edges_only=edges_only,
            value=value,
        )

        counterfactual_list.additional_properties = d
        return counterfactual_list

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
