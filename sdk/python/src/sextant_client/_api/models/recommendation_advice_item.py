from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.recommendation_advice_item_origin import (
    RecommendationAdviceItemOrigin,
    check_recommendation_advice_item_origin,
)
from ..models.recommendation_advice_item_slot import (
    RecommendationAdviceItemSlot,
    check_recommendation_advice_item_slot,
)
from ..models.recommendation_advice_item_verdict import (
    RecommendationAdviceItemVerdict,
    check_recommendation_advice_item_verdict,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_advice_item_alternatives_item import (
        RecommendationAdviceItemAlternativesItem,
    )
    from ..models.recommendation_advice_item_evidence import (
        RecommendationAdviceItemEvidence,
    )
    from ..models.recommendation_advice_item_source_type_0 import (
        RecommendationAdviceItemSourceType0,
    )


T = TypeVar("T", bound="RecommendationAdviceItem")


@_attrs_define
class RecommendationAdviceItem:
    """
    Attributes:
        slot (RecommendationAdviceItemSlot):
        origin (RecommendationAdviceItemOrigin):
        recommended (Any): Any JSON value.
        final (Any): Any JSON value.
        verdict (RecommendationAdviceItemVerdict):
        rule_id (None | str):
        because (str): Why the rule says `recommended`; why `final` is another value, `evidence` says.
        source (None | RecommendationAdviceItemSourceType0):
        alternatives (list[RecommendationAdviceItemAlternativesItem]):
        evidence (RecommendationAdviceItemEvidence | Unset):
    """

    slot: RecommendationAdviceItemSlot
    origin: RecommendationAdviceItemOrigin
    recommended: Any
    final: Any
    verdict: RecommendationAdviceItemVerdict
    rule_id: None | str
    because: str
    source: None | RecommendationAdviceItemSourceType0
    alternatives: list[RecommendationAdviceItemAlternativesItem]
    evidence: RecommendationAdviceItemEvidence | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.recommendation_advice_item_source_type_0 import (
            RecommendationAdviceItemSourceType0,
        )

        slot: str = self.slot

        origin: str = self.origin

        recommended = self.recommended

        final = self.final

        verdict: str = self.verdict

        rule_id: None | str
        rule_id = self.rule_id

        because = self.because

        source: dict[str, Any] | None
        if isinstance(self.source, RecommendationAdviceItemSourceType0):
            source = self.source.to_dict()
        else:
            source = self.source

        alternatives = []
        for alternatives_item_data in self.alternatives:
            alternatives_item = alternatives_item_data.to_dict()
            alternatives.append(alternatives_item)

        evidence: dict[str, Any] | Unset = UNSET
        if not isinstance(self.evidence, Unset):
            evidence = self.evidence.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slot": slot,
                "origin": origin,
                "recommended": recommended,
                "final": final,
                "verdict": verdict,
                "ruleId": rule_id,
                "because": because,
                "source": source,
                "alternatives": alternatives,
            }
        )
        if evidence is not UNSET:
            field_dict["evidence"] = evidence

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_advice_item_alternatives_item import (
            RecommendationAdviceItemAlternativesItem,
        )
        from ..models.recommendation_advice_item_evidence import (
            RecommendationAdviceItemEvidence,
        )
        from ..models.recommendation_advice_item_source_type_0 import (
            RecommendationAdviceItemSourceType0,
        )

        d = dict(src_dict)
        slot = check_recommendation_advice_item_slot(d.pop("slot"))

        origin = check_recommendation_advice_item_origin(d.pop("origin"))

        recommended = d.pop("recommended")

        final = d.pop("final")

        verdict = check_recommendation_advice_item_verdict(d.pop("verdict"))

        def _parse_rule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule_id = _parse_rule_id(d.pop("ruleId"))

        because = d.pop("because")

        def _parse_source(data: object) -> None | RecommendationAdviceItemSourceType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                source_type_0 = RecommendationAdviceItemSourceType0.from_dict(data)

                return source_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationAdviceItemSourceType0, data)

        source = _parse_source(d.pop("source"))

        alternatives = []
        _alternatives = d.pop("alternatives")
        for alternatives_item_data in _alternatives:
            alternatives_item = RecommendationAdviceItemAlternativesItem.from_dict(
                alternatives_item_data
            )

            alternatives.append(alternatives_item)

        _evidence = d.pop("evidence", UNSET)
        evidence: RecommendationAdviceItemEvidence | Unset
        if isinstance(_evidence, Unset):
            evidence = UNSET
        else:
            evidence = RecommendationAdviceItemEvidence.from_dict(_evidence)

        recommendation_advice_item = cls(
            slot=slot,
            origin=origin,
            recommended=recommended,
            final=final,
            verdict=verdict,
            rule_id=rule_id,
            because=because,
            source=source,
            alternatives=alternatives,
            evidence=evidence,
        )

        return recommendation_advice_item
