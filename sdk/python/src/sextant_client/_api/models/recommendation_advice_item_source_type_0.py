from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RecommendationAdviceItemSourceType0")


@_attrs_define
class RecommendationAdviceItemSourceType0:
    """
    Attributes:
        title (str):
        section (str | Unset):
        url (str | Unset):
    """

    title: str
    section: str | Unset = UNSET
    url: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        section = self.section

        url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
            }
        )
        if section is not UNSET:
            field_dict["section"] = section
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        title = d.pop("title")

        section = d.pop("section", UNSET)

        url = d.pop("url", UNSET)

        recommendation_advice_item_source_type_0 = cls(
            title=title,
            section=section,
            url=url,
        )

        return recommendation_advice_item_source_type_0
