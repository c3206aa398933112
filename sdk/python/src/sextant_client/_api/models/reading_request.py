from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.reading_request_metric import (
    ReadingRequestMetric,
    check_reading_request_metric,
)
from ..models.reading_request_task import ReadingRequestTask, check_reading_request_task
from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadingRequest")


@_attrs_define
class ReadingRequest:
    """
    Attributes:
        target (list[str]): One column, or several that are one-hot labels.
        task (ReadingRequestTask | Unset): Without it rules decide the task from the target.
        metric (ReadingRequestMetric | Unset):
        ignore (list[str] | Unset): Columns that are no features.
        group (str | Unset): Rows with one value of this column stay on one side of every split.
        time (str | Unset): Rows are validated on what came after what they were trained on.
        weight (str | Unset): How much each row counts in the loss: numbers of at least 0. Scores count all rows alike.
        skip_bad_rows (bool | Unset): Leave out rows that do not fit the header.
    """

    target: list[str]
    task: ReadingRequestTask | Unset = UNSET
    metric: ReadingRequestMetric | Unset = UNSET
    ignore: list[str] | Unset = UNSET
    group: str | Unset = UNSET
    time: str | Unset = UNSET
    weight: str | Unset = UNSET
    skip_bad_rows: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        target = self.target

        task: str | Unset = UNSET
        if not isinstance(self.task, Unset):
            task = self.task

        metric: str | Unset = UNSET
        if not isinstance(self.metric, Unset):
            metric = self.metric

        ignore: list[str] | Unset = UNSET
        if not isinstance(self.ignore, Unset):
            ignore = self.ignore

        group = self.group

        time = self.time

        weight = self.weight

        skip_bad_rows = self.skip_bad_rows

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "target": target,
            }
        )
        if task is not UNSET:
            field_dict["task"] = task
        if metric is not UNSET:
            field_dict["metric"] = metric
        if ignore is not UNSET:
            field_dict["ignore"] = ignore
        if group is not UNSET:
            field_dict["group"] = group
        if time is not UNSET:
            field_dict["time"] = time
        if weight is not UNSET:
            field_dict["weight"] = weight
        if skip_bad_rows is not UNSET:
            field_dict["skipBadRows"] = skip_bad_rows

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        target = cast(list[str], d.pop("target"))

        _task = d.pop("task", UNSET)
        task: ReadingRequestTask | Unset
        if isinstance(_task, Unset):
            task = UNSET
        else:
            task = check_reading_request_task(_task)

        _metric = d.pop("metric", UNSET)
        metric: ReadingRequestMetric | Unset
        if isinstance(_metric, Unset):
            metric = UNSET
        else:
            metric = check_reading_request_metric(_metric)

        ignore = cast(list[str], d.pop("ignore", UNSET))

        group = d.pop("group", UNSET)

        time = d.pop("time", UNSET)

        weight = d.pop("weight", UNSET)

        skip_bad_rows = d.pop("skipBadRows", UNSET)

        reading_request = cls(
            target=target,
            task=task,
            metric=metric,
            ignore=ignore,
            group=group,
            time=time,
            weight=weight,
            skip_bad_rows=skip_bad_rows,
        )

        return reading_request
