from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.report_data import ReportData
    from ..models.report_evidence import ReportEvidence
    from ..models.report_figures_item import ReportFiguresItem
    from ..models.report_model_card_item import ReportModelCardItem
    from ..models.report_reproduce import ReportReproduce
    from ..models.report_settings_item import ReportSettingsItem
    from ..models.report_warnings_item import ReportWarningsItem


T = TypeVar("T", bound="Report")


@_attrs_define
class Report:
    """
    Attributes:
        title (str):
        created_at (datetime.datetime):
        task (str): The task in a few words.
        network (str): The network and its training in one sentence.
        figures (list[ReportFiguresItem]): What stands at the head: each with `label`, `value` and `detail`.
        warnings (list[ReportWarningsItem]):
        settings (list[ReportSettingsItem]): Groups with a `title` and their `settings`, as people read them.
        data (ReportData): Facts and classes.
        model_card (list[ReportModelCardItem]): What somebody who is handed the model must know: each with `name` and
            `value`.
        next_ (list[str]): What to do next, most important first.
        reproduce (ReportReproduce):
        settings_note (str | Unset): What to know before the settings are read; absent where there is nothing.
        evidence (ReportEvidence | Unset): What was measured; absent where nothing was.
    """

    title: str
    created_at: datetime.datetime
    task: str
    network: str
    figures: list[ReportFiguresItem]
    warnings: list[ReportWarningsItem]
    settings: list[ReportSettingsItem]
    data: ReportData
    model_card: list[ReportModelCardItem]
    next_: list[str]
    reproduce: ReportReproduce
    settings_note: str | Unset = UNSET
    evidence: ReportEvidence | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        created_at = self.created_at.isoformat()

        task = self.task

        network = self.network

        figures = []
        for figures_item_data in self.figures:
            figures_item = figures_item_data.to_dict()
            figures.append(figures_item)

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        settings = []
        for settings_item_data in self.settings:
            settings_item = settings_item_data.to_dict()
            settings.append(settings_item)

        data = self.data.to_dict()

        model_card = []
        for model_card_item_data in self.model_card:
            model_card_item = model_card_item_data.to_dict()
            model_card.append(model_card_item)

        next_ = self.next_

        reproduce = self.reproduce.to_dict()

        settings_note = self.settings_note

        evidence: dict[str, Any] | Unset = UNSET
        if not isinstance(self.evidence, Unset):
            evidence = self.evidence.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "createdAt": created_at,
                "task": task,
                "network": network,
                "figures": figures,
                "warnings": warnings,
                "settings": settings,
                "data": data,
                "modelCard": model_card,
                "next": next_,
                "reproduce": reproduce,
            }
        )
        if settings_note is not UNSET:
            field_dict["settingsNote"] = settings_note
        if evidence is not UNSET:
            field_dict["evidence"] = evidence

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.report_data import ReportData
        from ..models.report_evidence import ReportEvidence
        from ..models.report_figures_item import ReportFiguresItem
        from ..models.report_model_card_item import ReportModelCardItem
        from ..models.report_reproduce import ReportReproduce
        from ..models.report_settings_item import ReportSettingsItem
        from ..models.report_warnings_item import ReportWarningsItem

        d = dict(src_dict)
        title = d.pop("title")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        task = d.pop("task")

        network = d.pop("network")

        figures = []
        _figures = d.pop("figures")
        for figures_item_data in _figures:
            figures_item = ReportFiguresItem.from_dict(figures_item_data)

            figures.append(figures_item)

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = ReportWarningsItem.from_dict(warnings_item_data)

            warnings.append(warnings_item)

        settings = []
        _settings = d.pop("settings")
        for settings_item_data in _settings:
            settings_item = ReportSettingsItem.from_dict(settings_item_data)

            settings.append(settings_item)

        data = ReportData.from_dict(d.pop("data"))

        model_card = []
        _model_card = d.pop("modelCard")
        for model_card_item_data in _model_card:
            model_card_item = ReportModelCardItem.from_dict(model_card_item_data)

            model_card.append(model_card_item)

        next_ = cast(list[str], d.pop("next"))

        reproduce = ReportReproduce.from_dict(d.pop("reproduce"))

        settings_note = d.pop("settingsNote", UNSET)

        _evidence = d.pop("evidence", UNSET)
        evidence: ReportEvidence | Unset
        if isinstance(_evidence, Unset):
            evidence = UNSET
        else:
            evidence = ReportEvidence.from_dict(_evidence)

        report = cls(
            title=title,
            created_at=created_at,
            task=task,
            network=network,
            figures=figures,
            warnings=warnings,
            settings=settings,
            data=data,
            model_card=model_card,
            next_=next_,
            reproduce=reproduce,
            settings_note=settings_note,
            evidence=evidence,
        )

        report.additional_properties = d
        return report

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
