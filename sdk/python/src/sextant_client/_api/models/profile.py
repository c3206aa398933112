from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.profile_hardware import ProfileHardware, check_profile_hardware
from ..models.profile_label_encoding import (
    ProfileLabelEncoding,
    check_profile_label_encoding,
)
from ..models.profile_metric import ProfileMetric, check_profile_metric
from ..models.profile_modality import ProfileModality, check_profile_modality
from ..models.profile_task import ProfileTask, check_profile_task
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.profile_class_counts import ProfileClassCounts
    from ..models.profile_columns import ProfileColumns
    from ..models.profile_target import ProfileTarget
    from ..models.recommendation_profile_categories import (
        RecommendationProfileCategories,
    )
    from ..models.recommendation_profile_constraints import (
        RecommendationProfileConstraints,
    )


T = TypeVar("T", bound="Profile")


@_attrs_define
class Profile:
    """
    Attributes:
        rows (int):
        columns (ProfileColumns):
        task (ProfileTask | Unset):
        modality (ProfileModality | Unset):  Default: 'table'.
        input_shape (list[int] | Unset):
        class_counts (ProfileClassCounts | Unset):
        label_encoding (ProfileLabelEncoding | Unset):
        target (ProfileTarget | Unset):
        numeric_skewed_share (float | Unset):
        numeric_outlier_share (float | Unset):
        numeric_missing_share (float | Unset):
        missing_share (float | Unset):
        duplicate_share (float | Unset):
        categories (RecommendationProfileCategories | Unset):
        groups (int | Unset):
        time_ordered (bool | Unset):
        weighted (bool | Unset):
        constraints (RecommendationProfileConstraints | Unset):
        metric (ProfileMetric | Unset):
        hardware (ProfileHardware | Unset):
        budget_seconds (float | Unset):
    """

    rows: int
    columns: ProfileColumns
    task: ProfileTask | Unset = UNSET
    modality: ProfileModality | Unset = "table"
    input_shape: list[int] | Unset = UNSET
    class_counts: ProfileClassCounts | Unset = UNSET
    label_encoding: ProfileLabelEncoding | Unset = UNSET
    target: ProfileTarget | Unset = UNSET
    numeric_skewed_share: float | Unset = UNSET
    numeric_outlier_share: float | Unset = UNSET
    numeric_missing_share: float | Unset = UNSET
    missing_share: float | Unset = UNSET
    duplicate_share: float | Unset = UNSET
    categories: RecommendationProfileCategories | Unset = UNSET
    groups: int | Unset = UNSET
    time_ordered: bool | Unset = UNSET
    weighted: bool | Unset = UNSET
    constraints: RecommendationProfileConstraints | Unset = UNSET
    metric: ProfileMetric | Unset = UNSET
    hardware: ProfileHardware | Unset = UNSET
    budget_seconds: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        columns = self.columns.to_dict()

        task: str | Unset = UNSET
        if not isinstance(self.task, Unset):
            task = self.task

        modality: str | Unset = UNSET
        if not isinstance(self.modality, Unset):
            modality = self.modality

        input_shape: list[int] | Unset = UNSET
        if not isinstance(self.input_shape, Unset):
            input_shape = self.input_shape

        class_counts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.class_counts, Unset):
            class_counts = self.class_counts.to_dict()

        label_encoding: str | Unset = UNSET
        if not isinstance(self.label_encoding, Unset):
            label_encoding = self.label_encoding

        target: dict[str, Any] | Unset = UNSET
        if not isinstance(self.target, Unset):
            target = self.target.to_dict()

        numeric_skewed_share = self.numeric_skewed_share

        numeric_outlier_share = self.numeric_outlier_share

        numeric_missing_share = self.numeric_missing_share

        missing_share = self.missing_share

        duplicate_share = self.duplicate_share

        categories: dict[str, Any] | Unset = UNSET
        if not isinstance(self.categories, Unset):
            categories = self.categories.to_dict()

        groups = self.groups

        time_ordered = self.time_ordered

        weighted = self.weighted

        constraints: dict[str, Any] | Unset = UNSET
        if not isinstance(self.constraints, Unset):
            constraints = self.constraints.to_dict()

        metric: str | Unset = UNSET
        if not isinstance(self.metric, Unset):
            metric = self.metric

        hardware: str | Unset = UNSET
        if not isinstance(self.hardware, Unset):
            hardware = self.hardware

        budget_seconds = self.budget_seconds

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rows": rows,
                "columns": columns,
            }
        )
        if task is not UNSET:
            field_dict["task"] = task
        if modality is not UNSET:
            field_dict["modality"] = modality
        if input_shape is not UNSET:
            field_dict["inputShape"] = input_shape
        if class_counts is not UNSET:
            field_dict["classCounts"] = class_counts
        if label_encoding is not UNSET:
            field_dict["labelEncoding"] = label_encoding
        if target is not UNSET:
            field_dict["target"] = target
        if numeric_skewed_share is not UNSET:
            field_dict["numericSkewedShare"] = numeric_skewed_share
        if numeric_outlier_share is not UNSET:
            field_dict["numericOutlierShare"] = numeric_outlier_share
        if numeric_missing_share is not UNSET:
            field_dict["numericMissingShare"] = numeric_missing_share
        if missing_share is not UNSET:
            field_dict["missingShare"] = missing_share
        if duplicate_share is not UNSET:
            field_dict["duplicateShare"] = duplicate_share
        if categories is not UNSET:
            field_dict["categories"] = categories
        if groups is not UNSET:
            field_dict["groups"] = groups
        if time_ordered is not UNSET:
            field_dict["timeOrdered"] = time_ordered
        if weighted is not UNSET:
            field_dict["weighted"] = weighted
        if constraints is not UNSET:
            field_dict["constraints"] = constraints
        if metric is not UNSET:
            field_dict["metric"] = metric
        if hardware is not UNSET:
            field_dict["hardware"] = hardware
        if budget_seconds is not UNSET:
            field_dict["budgetSeconds"] = budget_seconds

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.profile_class_counts import ProfileClassCounts
        from ..models.profile_columns import ProfileColumns
        from ..models.profile_target import ProfileTarget
        from ..models.recommendation_profile_categories import (
            RecommendationProfileCategories,
        )
        from ..models.recommendation_profile_constraints import (
            RecommendationProfileConstraints,
        )

        d = dict(src_dict)
        rows = d.pop("rows")

        columns = ProfileColumns.from_dict(d.pop("columns"))

        _task = d.pop("task", UNSET)
        task: ProfileTask | Unset
        if isinstance(_task, Unset):
            task = UNSET
        else:
            task = check_profile_task(_task)

        _modality = d.pop("modality", UNSET)
        modality: ProfileModality | Unset
        if isinstance(_modality, Unset):
            modality = UNSET
        else:
            modality = check_profile_modality(_modality)

        input_shape = cast(list[int], d.pop("inputShape", UNSET))

        _class_counts = d.pop("classCounts", UNSET)
        class_counts: ProfileClassCounts | Unset
        if isinstance(_class_counts, Unset):
            class_counts = UNSET
        else:
            class_counts = ProfileClassCounts.from_dict(_class_counts)

        _label_encoding = d.pop("labelEncoding", UNSET)
        label_encoding: ProfileLabelEncoding | Unset
        if isinstance(_label_encoding, Unset):
            label_encoding = UNSET
        else:
            label_encoding = check_profile_label_encoding(_label_encoding)

        _target = d.pop("target", UNSET)
        target: ProfileTarget | Unset
        if isinstance(_target, Unset):
            target = UNSET
        else:
            target = ProfileTarget.from_dict(_target)

        numeric_skewed_share = d.pop("numericSkewedShare", UNSET)

        numeric_outlier_share = d.pop("numericOutlierShare", UNSET)

        numeric_missing_share = d.pop("numericMissingShare", UNSET)

        missing_share = d.pop("missingShare", UNSET)

        duplicate_share = d.pop("duplicateShare", UNSET)

        _categories = d.pop("categories", UNSET)
        categories: RecommendationProfileCategories | Unset
        if isinstance(_categories, Unset):
            categories = UNSET
        else:
            categories = RecommendationProfileCategories.from_dict(_categories)

        groups = d.pop("groups", UNSET)

        time_ordered = d.pop("timeOrdered", UNSET)

        weighted = d.pop("weighted", UNSET)

        _constraints = d.pop("constraints", UNSET)
        constraints: RecommendationProfileConstraints | Unset
        if isinstance(_constraints, Unset):
            constraints = UNSET
        else:
            constraints = RecommendationProfileConstraints.from_dict(_constraints)

        _metric = d.pop("metric", UNSET)
        metric: ProfileMetric | Unset
        if isinstance(_metric, Unset):
            metric = UNSET
        else:
            metric = check_profile_metric(_metric)

        _hardware = d.pop("hardware", UNSET)
        hardware: ProfileHardware | Unset
        if isinstance(_hardware, Unset):
            hardware = UNSET
        else:
            hardware = check_profile_hardware(_hardware)

        budget_seconds = d.pop("budgetSeconds", UNSET)

        profile = cls(
            rows=rows,
            columns=columns,
            task=task,
            modality=modality,
            input_shape=input_shape,
            class_counts=class_counts,
            label_encoding=label_encoding,
            target=target,
            numeric_skewed_share=numeric_skewed_share,
            numeric_outlier_share=numeric_outlier_share,
            numeric_missing_share=numeric_missing_share,
            missing_share=missing_share,
            duplicate_share=duplicate_share,
            categories=categories,
            groups=groups,
            time_ordered=time_ordered,
            weighted=weighted,
            constraints=constraints,
            metric=metric,
            hardware=hardware,
            budget_seconds=budget_seconds,
        )

        return profile
