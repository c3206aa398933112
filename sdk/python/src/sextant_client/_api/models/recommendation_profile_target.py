from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.recommendation_profile_target_type import (
    RecommendationProfileTargetType,
    check_recommendation_profile_target_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="RecommendationProfileTarget")


@_attrs_define
class RecommendationProfileTarget:
    """
    Attributes:
        columns (int):  Default: 1.
        type_ (RecommendationProfileTargetType):
        distinct (int | Unset):
        integral (bool | Unset):
        min_ (float | Unset):
        max_ (float | Unset):
        mean (float | Unset):
        standard_deviation (float | Unset):
        skewness (float | Unset):
        excess_kurtosis (float | Unset):
        outlier_share (float | Unset):
        zero_share (float | Unset):
        missing (int | Unset):
    """

    type_: RecommendationProfileTargetType
    columns: int = 1
    distinct: int | Unset = UNSET
    integral: bool | Unset = UNSET
    min_: float | Unset = UNSET
    max_: float | Unset = UNSET
    mean: float | Unset = UNSET
    standard_deviation: float | Unset = UNSET
    skewness: float | Unset = UNSET
    excess_kurtosis: float | Unset = UNSET
    outlier_share: float | Unset = UNSET
    zero_share: float | Unset = UNSET
    missing: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        columns = self.columns

        type_: str = self.type_

        distinct = self.distinct

        integral = self.integral

        min_ = self.min_

        max_ = self.max_

        mean = self.mean

        standard_deviation = self.standard_deviation

        skewness = self.skewness

        excess_kurtosis = self.excess_kurtosis

        outlier_share = self.outlier_share

        zero_share = self.zero_share

        missing = self.missing

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "columns": columns,
                "type": type_,
            }
        )
        if distinct is not UNSET:
            field_dict["distinct"] = distinct
        if integral is not UNSET:
            field_dict["integral"] = integral
        if min_ is not UNSET:
            field_dict["min"] = min_
        if max_ is not UNSET:
            field_dict["max"] = max_
        if mean is not UNSET:
            field_dict["mean"] = mean
        if standard_deviation is not UNSET:
            field_dict["standardDeviation"] = standard_deviation
        if skewness is not UNSET:
            field_dict["skewness"] = skewness
        if excess_kurtosis is not UNSET:
            field_dict["excessKurtosis"] = excess_kurtosis
        if outlier_share is not UNSET:
            field_dict["outlierShare"] = outlier_share
        if zero_share is not UNSET:
            field_dict["zeroShare"] = zero_share
        if missing is not UNSET:
            field_dict["missing"] = missing

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        columns = d.pop("columns")

        type_ = check_recommendation_profile_target_type(d.pop("type"))

        distinct = d.pop("distinct", UNSET)

        integral = d.pop("integral", UNSET)

        min_ = d.pop("min", UNSET)

        max_ = d.pop("max", UNSET)

        mean = d.pop("mean", UNSET)

        standard_deviation = d.pop("standardDeviation", UNSET)

        skewness = d.pop("skewness", UNSET)

        excess_kurtosis = d.pop("excessKurtosis", UNSET)

        outlier_share = d.pop("outlierShare", UNSET)

        zero_share = d.pop("zeroShare", UNSET)

        missing = d.pop("missing", UNSET)

        recommendation_profile_target = cls(
            columns=columns,
            type_=type_,
            distinct=distinct,
            integral=integral,
            min_=min_,
            max_=max_,
            mean=mean,
            standard_deviation=standard_deviation,
            skewness=skewness,
            excess_kurtosis=excess_kurtosis,
            outlier_share=outlier_share,
            zero_share=zero_share,
            missing=missing,
        )

        return recommendation_profile_target
