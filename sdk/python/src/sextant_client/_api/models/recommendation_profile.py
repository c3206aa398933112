from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.recommendation_profile_hardware import (
    RecommendationProfileHardware,
    check_recommendation_profile_hardware,
)
from ..models.recommendation_profile_label_encoding import (
    RecommendationProfileLabelEncoding,
    check_recommendation_profile_label_encoding,
)
from ..models.recommendation_profile_metric import (
    RecommendationProfileMetric,
    check_recommendation_profile_metric,
)
from ..models.recommendation_profile_modality import (
    RecommendationProfileModality,
    check_recommendation_profile_modality,
)
from ..models.recommendation_profile_task import (
    RecommendationProfileTask,
    check_recommendation_profile_task,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_profile_categories import (
        RecommendationProfileCategories,
    )
    from ..models.recommendation_profile_class_counts import (
        RecommendationProfileClassCounts,
    )
    from ..models.recommendation_profile_columns import RecommendationProfileColumns
    from ..models.recommendation_profile_constraints import (
        RecommendationProfileConstraints,
    )
    from ..models.recommendation_profile_target import RecommendationProfileTarget


T = TypeVar("T", bound="RecommendationProfile")


@_attrs_define
class RecommendationProfile:
    """
    Attributes:
        modality (RecommendationProfileModality):  Default: 'table'.
        rows (int):
        columns (RecommendationProfileColumns):
        task (RecommendationProfileTask | Unset):
        input_shape (list[int] | Unset):
        class_counts (RecommendationProfileClassCounts | Unset):
        label_encoding (RecommendationProfileLabelEncoding | Unset):
        target (RecommendationProfileTarget | Unset):
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
        metric (RecommendationProfileMetric | Unset):
        hardware (RecommendationProfileHardware | Unset):
        budget_seconds (float | Unset):
    """

    rows: int
    columns: RecommendationProfileColumns
    modality: RecommendationProfileModality = "table"
    task: RecommendationProfileTask | Unset = UNSET
    input_shape: list[int] | Unset = UNSET
    class_counts: RecommendationProfileClassCounts | Unset = UNSET
    label_encoding: RecommendationProfileLabelEncoding | Unset = UNSET
    target: RecommendationProfileTarget | Unset = UNSET
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
    metric: RecommendationProfileMetric | Unset = UNSET
    hardware: RecommendationProfileHardware | Unset = UNSET
    budget_seconds: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        modality: str = self.modality

        rows = self.rows

        columns = self.columns.to_dict()

        task: str | Unset = UNSET
        if not isinstance(self.task, Unset):
            task = self.task

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
                "modality": modality,
                "rows": rows,
                "columns": columns,
            }
        )
        if task is not UNSET:
            field_dict["task"] = task
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
        from ..models.recommendation_profile_categories import (
            RecommendationProfileCategories,
        )
        from ..models.recommendation_profile_class_counts import (
            RecommendationProfileClassCounts,
        )
        from ..models.recommendation_profile_columns import RecommendationProfileColumns
        from ..models.recommendation_profile_constraints import (
            RecommendationProfileConstraints,
        )
        from ..models.recommendation_profile_target import RecommendationProfileTarget

        d = dict(src_dict)
        modality = check_recommendation_profile_modality(d.pop("modality"))

        rows = d.pop("rows")

        columns = RecommendationProfileColumns.from_dict(d.pop("columns"))

        _task = d.pop("task", UNSET)
        task: RecommendationProfileTask | Unset
        if isinstance(_task, Unset):
            task = UNSET
        else:
            task = check_recommendation_profile_task(_task)

        input_shape = cast(list[int], d.pop("inputShape", UNSET))

        _class_counts = d.pop("classCounts", UNSET)
        class_counts: RecommendationProfileClassCounts | Unset
        if isinstance(_class_counts, Unset):
            class_counts = UNSET
        else:
            class_counts = RecommendationProfileClassCounts.from_dict(_class_counts)

        _label_encoding = d.pop("labelEncoding", UNSET)
        label_encoding: RecommendationProfileLabelEncoding | Unset
        if isinstance(_label_encoding, Unset):
            label_encoding = UNSET
        else:
            label_encoding = check_recommendation_profile_label_encoding(
                _label_encoding
            )

        _target = d.pop("target", UNSET)
        target: RecommendationProfileTarget | Unset
        if isinstance(_target, Unset):
            target = UNSET
        else:
            target = RecommendationProfileTarget.from_dict(_target)

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
        metric: RecommendationProfileMetric | Unset
        if isinstance(_metric, Unset):
            metric = UNSET
        else:
            metric = check_recommendation_profile_metric(_metric)

        _hardware = d.pop("hardware", UNSET)
        hardware: RecommendationProfileHardware | Unset
        if isinstance(_hardware, Unset):
            hardware = UNSET
        else:
            hardware = check_recommendation_profile_hardware(_hardware)

        budget_seconds = d.pop("budgetSeconds", UNSET)

        recommendation_profile = cls(
            modality=modality,
            rows=rows,
            columns=columns,
            task=task,
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

        return recommendation_profile
