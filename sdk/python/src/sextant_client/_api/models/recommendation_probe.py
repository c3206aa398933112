from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.recommendation_probe_depth_start import (
    RecommendationProbeDepthStart,
    check_recommendation_probe_depth_start,
)
from ..models.recommendation_probe_status import (
    RecommendationProbeStatus,
    check_recommendation_probe_status,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_probe_baselines_item import (
        RecommendationProbeBaselinesItem,
    )
    from ..models.recommendation_probe_baselines_item_score import (
        RecommendationProbeBaselinesItemScore,
    )
    from ..models.recommendation_probe_data_slope import RecommendationProbeDataSlope
    from ..models.recommendation_probe_final_model import RecommendationProbeFinalModel
    from ..models.recommendation_probe_full_training import (
        RecommendationProbeFullTraining,
    )
    from ..models.recommendation_probe_learning_curves_item import (
        RecommendationProbeLearningCurvesItem,
    )
    from ..models.recommendation_probe_out_of_fold_classes import (
        RecommendationProbeOutOfFoldClasses,
    )
    from ..models.recommendation_probe_out_of_fold_numbers import (
        RecommendationProbeOutOfFoldNumbers,
    )
    from ..models.recommendation_probe_plan_item import RecommendationProbePlanItem
    from ..models.recommendation_probe_trials_item import RecommendationProbeTrialsItem


T = TypeVar("T", bound="RecommendationProbe")


@_attrs_define
class RecommendationProbe:
    """
    Attributes:
        id (str):
        status (RecommendationProbeStatus):
        backend (None | str):
        seed (int):
        seconds (float):
        rows (int):
        plan (list[RecommendationProbePlanItem]):
        baselines (list[RecommendationProbeBaselinesItem]):
        trials (list[RecommendationProbeTrialsItem]):
        score (None | RecommendationProbeBaselinesItemScore):
        expected_score (None | RecommendationProbeBaselinesItemScore):
        learning_curves (list[RecommendationProbeLearningCurvesItem]):
        budget_seconds (float | Unset):
        trials_limit (int | Unset):
        depth_start (RecommendationProbeDepthStart | Unset):
        final_model (RecommendationProbeFinalModel | Unset):
        out_of_fold (RecommendationProbeOutOfFoldClasses | RecommendationProbeOutOfFoldNumbers | Unset):
        data_slope (RecommendationProbeDataSlope | Unset):
        full_training (RecommendationProbeFullTraining | Unset):
    """

    id: str
    status: RecommendationProbeStatus
    backend: None | str
    seed: int
    seconds: float
    rows: int
    plan: list[RecommendationProbePlanItem]
    baselines: list[RecommendationProbeBaselinesItem]
    trials: list[RecommendationProbeTrialsItem]
    score: None | RecommendationProbeBaselinesItemScore
    expected_score: None | RecommendationProbeBaselinesItemScore
    learning_curves: list[RecommendationProbeLearningCurvesItem]
    budget_seconds: float | Unset = UNSET
    trials_limit: int | Unset = UNSET
    depth_start: RecommendationProbeDepthStart | Unset = UNSET
    final_model: RecommendationProbeFinalModel | Unset = UNSET
    out_of_fold: (
        RecommendationProbeOutOfFoldClasses
        | RecommendationProbeOutOfFoldNumbers
        | Unset
    ) = UNSET
    data_slope: RecommendationProbeDataSlope | Unset = UNSET
    full_training: RecommendationProbeFullTraining | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.recommendation_probe_baselines_item_score import (
            RecommendationProbeBaselinesItemScore,
        )
        from ..models.recommendation_probe_out_of_fold_classes import (
            RecommendationProbeOutOfFoldClasses,
        )

        id = self.id

        status: str = self.status

        backend: None | str
        backend = self.backend

        seed = self.seed

        seconds = self.seconds

        rows = self.rows

        plan = []
        for plan_item_data in self.plan:
            plan_item = plan_item_data.to_dict()
            plan.append(plan_item)

        baselines = []
        for baselines_item_data in self.baselines:
            baselines_item = baselines_item_data.to_dict()
            baselines.append(baselines_item)

        trials = []
        for trials_item_data in self.trials:
            trials_item = trials_item_data.to_dict()
            trials.append(trials_item)

        score: dict[str, Any] | None
        if isinstance(self.score, RecommendationProbeBaselinesItemScore):
            score = self.score.to_dict()
        else:
            score = self.score

        expected_score: dict[str, Any] | None
        if isinstance(self.expected_score, RecommendationProbeBaselinesItemScore):
            expected_score = self.expected_score.to_dict()
        else:
            expected_score = self.expected_score

        learning_curves = []
        for learning_curves_item_data in self.learning_curves:
            learning_curves_item = learning_curves_item_data.to_dict()
            learning_curves.append(learning_curves_item)

        budget_seconds = self.budget_seconds

        trials_limit = self.trials_limit

        depth_start: str | Unset = UNSET
        if not isinstance(self.depth_start, Unset):
            depth_start = self.depth_start

        final_model: dict[str, Any] | Unset = UNSET
        if not isinstance(self.final_model, Unset):
            final_model = self.final_model.to_dict()

        out_of_fold: dict[str, Any] | Unset
        if isinstance(self.out_of_fold, Unset):
            out_of_fold = UNSET
        elif isinstance(self.out_of_fold, RecommendationProbeOutOfFoldClasses):
            out_of_fold = self.out_of_fold.to_dict()
        else:
            out_of_fold = self.out_of_fold.to_dict()

        data_slope: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data_slope, Unset):
            data_slope = self.data_slope.to_dict()

        full_training: dict[str, Any] | Unset = UNSET
        if not isinstance(self.full_training, Unset):
            full_training = self.full_training.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "status": status,
                "backend": backend,
                "seed": seed,
                "seconds": seconds,
                "rows": rows,
                "plan": plan,
                "baselines": baselines,
                "trials": trials,
                "score": score,
                "expectedScore": expected_score,
                "learningCurves": learning_curves,
            }
        )
        if budget_seconds is not UNSET:
            field_dict["budgetSeconds"] = budget_seconds
        if trials_limit is not UNSET:
            field_dict["trialsLimit"] = trials_limit
        if depth_start is not UNSET:
            field_dict["depthStart"] = depth_start
        if final_model is not UNSET:
            field_dict["finalModel"] = final_model
        if out_of_fold is not UNSET:
            field_dict["outOfFold"] = out_of_fold
        if data_slope is not UNSET:
            field_dict["dataSlope"] = data_slope
        if full_training is not UNSET:
            field_dict["fullTraining"] = full_training

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_probe_baselines_item import (
            RecommendationProbeBaselinesItem,
        )
        from ..models.recommendation_probe_baselines_item_score import (
            RecommendationProbeBaselinesItemScore,
        )
        from ..models.recommendation_probe_data_slope import (
            RecommendationProbeDataSlope,
        )
        from ..models.recommendation_probe_final_model import (
            RecommendationProbeFinalModel,
        )
        from ..models.recommendation_probe_full_training import (
            RecommendationProbeFullTraining,
        )
        from ..models.recommendation_probe_learning_curves_item import (
            RecommendationProbeLearningCurvesItem,
        )
        from ..models.recommendation_probe_out_of_fold_classes import (
            RecommendationProbeOutOfFoldClasses,
        )
        from ..models.recommendation_probe_out_of_fold_numbers import (
            RecommendationProbeOutOfFoldNumbers,
        )
        from ..models.recommendation_probe_plan_item import RecommendationProbePlanItem
        from ..models.recommendation_probe_trials_item import (
            RecommendationProbeTrialsItem,
        )

        d = dict(src_dict)
        id = d.pop("id")

        status = check_recommendation_probe_status(d.pop("status"))

        def _parse_backend(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        backend = _parse_backend(d.pop("backend"))

        seed = d.pop("seed")

        seconds = d.pop("seconds")

        rows = d.pop("rows")

        plan = []
        _plan = d.pop("plan")
        for plan_item_data in _plan:
            plan_item = RecommendationProbePlanItem.from_dict(plan_item_data)

            plan.append(plan_item)

        baselines = []
        _baselines = d.pop("baselines")
        for baselines_item_data in _baselines:
            baselines_item = RecommendationProbeBaselinesItem.from_dict(
                baselines_item_data
            )

            baselines.append(baselines_item)

        trials = []
        _trials = d.pop("trials")
        for trials_item_data in _trials:
            trials_item = RecommendationProbeTrialsItem.from_dict(trials_item_data)

            trials.append(trials_item)

        def _parse_score(data: object) -> None | RecommendationProbeBaselinesItemScore:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                score_type_0 = RecommendationProbeBaselinesItemScore.from_dict(data)

                return score_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationProbeBaselinesItemScore, data)

        score = _parse_score(d.pop("score"))

        def _parse_expected_score(
            data: object,
        ) -> None | RecommendationProbeBaselinesItemScore:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                expected_score_type_0 = RecommendationProbeBaselinesItemScore.from_dict(
                    data
                )

                return expected_score_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationProbeBaselinesItemScore, data)

        expected_score = _parse_expected_score(d.pop("expectedScore"))

        learning_curves = []
        _learning_curves = d.pop("learningCurves")
        for learning_curves_item_data in _learning_curves:
            learning_curves_item = RecommendationProbeLearningCurvesItem.from_dict(
                learning_curves_item_data
            )

            learning_curves.append(learning_curves_item)

        budget_seconds = d.pop("budgetSeconds", UNSET)

        trials_limit = d.pop("trialsLimit", UNSET)

        _depth_start = d.pop("depthStart", UNSET)
        depth_start: RecommendationProbeDepthStart | Unset
        if isinstance(_depth_start, Unset):
            depth_start = UNSET
        else:
            depth_start = check_recommendation_probe_depth_start(_depth_start)

        _final_model = d.pop("finalModel", UNSET)
        final_model: RecommendationProbeFinalModel | Unset
        if isinstance(_final_model, Unset):
            final_model = UNSET
        else:
            final_model = RecommendationProbeFinalModel.from_dict(_final_model)

        def _parse_out_of_fold(
            data: object,
        ) -> (
            RecommendationProbeOutOfFoldClasses
            | RecommendationProbeOutOfFoldNumbers
            | Unset
        ):
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                out_of_fold_type_0 = RecommendationProbeOutOfFoldClasses.from_dict(data)

                return out_of_fold_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            out_of_fold_type_1 = RecommendationProbeOutOfFoldNumbers.from_dict(data)

            return out_of_fold_type_1

        out_of_fold = _parse_out_of_fold(d.pop("outOfFold", UNSET))

        _data_slope = d.pop("dataSlope", UNSET)
        data_slope: RecommendationProbeDataSlope | Unset
        if isinstance(_data_slope, Unset):
            data_slope = UNSET
        else:
            data_slope = RecommendationProbeDataSlope.from_dict(_data_slope)

        _full_training = d.pop("fullTraining", UNSET)
        full_training: RecommendationProbeFullTraining | Unset
        if isinstance(_full_training, Unset):
            full_training = UNSET
        else:
            full_training = RecommendationProbeFullTraining.from_dict(_full_training)

        recommendation_probe = cls(
            id=id,
            status=status,
            backend=backend,
            seed=seed,
            seconds=seconds,
            rows=rows,
            plan=plan,
            baselines=baselines,
            trials=trials,
            score=score,
            expected_score=expected_score,
            learning_curves=learning_curves,
            budget_seconds=budget_seconds,
            trials_limit=trials_limit,
            depth_start=depth_start,
            final_model=final_model,
            out_of_fold=out_of_fold,
            data_slope=data_slope,
            full_training=full_training,
        )

        return recommendation_probe
