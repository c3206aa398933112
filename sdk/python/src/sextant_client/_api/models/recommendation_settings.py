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

from ..models.recommendation_settings_calibration_type_0 import (
    RecommendationSettingsCalibrationType0,
    check_recommendation_settings_calibration_type_0,
)
from ..models.recommendation_settings_class_weights_type_0 import (
    RecommendationSettingsClassWeightsType0,
    check_recommendation_settings_class_weights_type_0,
)
from ..models.recommendation_settings_decision_threshold_type_0 import (
    RecommendationSettingsDecisionThresholdType0,
    check_recommendation_settings_decision_threshold_type_0,
)
from ..models.recommendation_settings_dropout_schedule_type_0 import (
    RecommendationSettingsDropoutScheduleType0,
    check_recommendation_settings_dropout_schedule_type_0,
)
from ..models.recommendation_settings_final_model_type_0 import (
    RecommendationSettingsFinalModelType0,
    check_recommendation_settings_final_model_type_0,
)
from ..models.recommendation_settings_fold_kind_type_0 import (
    RecommendationSettingsFoldKindType0,
    check_recommendation_settings_fold_kind_type_0,
)
from ..models.recommendation_settings_hidden_activation_type_0 import (
    RecommendationSettingsHiddenActivationType0,
    check_recommendation_settings_hidden_activation_type_0,
)
from ..models.recommendation_settings_image_augmentation_type_0_type_1_item import (
    RecommendationSettingsImageAugmentationType0Type1Item,
    check_recommendation_settings_image_augmentation_type_0_type_1_item,
)
from ..models.recommendation_settings_initializer_type_0 import (
    RecommendationSettingsInitializerType0,
    check_recommendation_settings_initializer_type_0,
)
from ..models.recommendation_settings_loss_type_0 import (
    RecommendationSettingsLossType0,
    check_recommendation_settings_loss_type_0,
)
from ..models.recommendation_settings_metrics_type_0_item import (
    RecommendationSettingsMetricsType0Item,
    check_recommendation_settings_metrics_type_0_item,
)
from ..models.recommendation_settings_missing_values_type_0 import (
    RecommendationSettingsMissingValuesType0,
    check_recommendation_settings_missing_values_type_0,
)
from ..models.recommendation_settings_normalization_type_0 import (
    RecommendationSettingsNormalizationType0,
    check_recommendation_settings_normalization_type_0,
)
from ..models.recommendation_settings_numeric_scaling_type_0 import (
    RecommendationSettingsNumericScalingType0,
    check_recommendation_settings_numeric_scaling_type_0,
)
from ..models.recommendation_settings_optimizer_type_0 import (
    RecommendationSettingsOptimizerType0,
    check_recommendation_settings_optimizer_type_0,
)
from ..models.recommendation_settings_output_activation_type_0 import (
    RecommendationSettingsOutputActivationType0,
    check_recommendation_settings_output_activation_type_0,
)
from ..models.recommendation_settings_output_bias_type_0 import (
    RecommendationSettingsOutputBiasType0,
    check_recommendation_settings_output_bias_type_0,
)
from ..models.recommendation_settings_prediction_range_type_0 import (
    RecommendationSettingsPredictionRangeType0,
    check_recommendation_settings_prediction_range_type_0,
)
from ..models.recommendation_settings_primary_metric_type_0 import (
    RecommendationSettingsPrimaryMetricType0,
    check_recommendation_settings_primary_metric_type_0,
)
from ..models.recommendation_settings_search_type_0 import (
    RecommendationSettingsSearchType0,
    check_recommendation_settings_search_type_0,
)
from ..models.recommendation_settings_target_transform_type_0 import (
    RecommendationSettingsTargetTransformType0,
    check_recommendation_settings_target_transform_type_0,
)
from ..models.recommendation_settings_task_type_0 import (
    RecommendationSettingsTaskType0,
    check_recommendation_settings_task_type_0,
)
from ..models.recommendation_settings_weight_decay_schedule_type_0 import (
    RecommendationSettingsWeightDecayScheduleType0,
    check_recommendation_settings_weight_decay_schedule_type_0,
)

if TYPE_CHECKING:
    from ..models.recommendation_settings_categorical_encoding_type_0 import (
        RecommendationSettingsCategoricalEncodingType0,
    )
    from ..models.recommendation_settings_early_stopping_type_0 import (
        RecommendationSettingsEarlyStoppingType0,
    )
    from ..models.recommendation_settings_learning_rate_schedule_type_0 import (
        RecommendationSettingsLearningRateScheduleType0,
    )
    from ..models.recommendation_settings_numeric_embedding_type_0 import (
        RecommendationSettingsNumericEmbeddingType0,
    )
    from ..models.recommendation_settings_trials_type_0_item import (
        RecommendationSettingsTrialsType0Item,
    )
    from ..models.recommendation_settings_warnings_type_0_item import (
        RecommendationSettingsWarningsType0Item,
    )


T = TypeVar("T", bound="RecommendationSettings")


@_attrs_define
class RecommendationSettings:
    """
    Attributes:
        task (None | RecommendationSettingsTaskType0):
        loss (None | RecommendationSettingsLossType0):
        huber_delta (float | None):
        focal_gamma (float | None):
        focal_alpha (float | None):
        output_activation (None | RecommendationSettingsOutputActivationType0):
        output_units (int | None):
        prediction_range (None | RecommendationSettingsPredictionRangeType0):
        metrics (list[RecommendationSettingsMetricsType0Item] | None):
        primary_metric (None | RecommendationSettingsPrimaryMetricType0):
        optimizer (None | RecommendationSettingsOptimizerType0):
        learning_rate (float | None):
        momentum (float | None):
        beta1 (float | None):
        beta2 (float | None):
        epsilon (float | None):
        rho (float | None):
        gradient_clip_norm (float | None):
        learning_rate_schedule (None | RecommendationSettingsLearningRateScheduleType0):
        batch_size (int | None):
        epochs (int | None):
        early_stopping (None | RecommendationSettingsEarlyStoppingType0):
        weight_averaging (bool | None):
        hidden_layers (int | None):
        hidden_units (int | None):
        residual (bool | None):
        hidden_activation (None | RecommendationSettingsHiddenActivationType0):
        activation_parametric (bool | None):
        initializer (None | RecommendationSettingsInitializerType0):
        normalization (None | RecommendationSettingsNormalizationType0):
        dropout (float | None):
        dropout_schedule (None | RecommendationSettingsDropoutScheduleType0):
        weight_decay (float | None):
        weight_decay_schedule (None | RecommendationSettingsWeightDecayScheduleType0):
        label_smoothing (float | None):
        input_noise (float | None):
        mixup (float | None):
        class_weights (None | RecommendationSettingsClassWeightsType0):
        output_bias (None | RecommendationSettingsOutputBiasType0):
        decision_threshold (None | RecommendationSettingsDecisionThresholdType0):
        calibration (None | RecommendationSettingsCalibrationType0):
        target_transform (None | RecommendationSettingsTargetTransformType0):
        numeric_scaling (None | RecommendationSettingsNumericScalingType0):
        numeric_embedding (None | RecommendationSettingsNumericEmbeddingType0):
        input_scale (bool | None):
        categorical_encoding (None | RecommendationSettingsCategoricalEncodingType0):
        missing_values (None | RecommendationSettingsMissingValuesType0):
        image_augmentation (list[RecommendationSettingsImageAugmentationType0Type1Item] | Literal['none'] | None):
        fold_kind (None | RecommendationSettingsFoldKindType0):
        folds (int | None):
        fold_repeats (int | None):
        validation_share (float | None):
        search (None | RecommendationSettingsSearchType0):
        final_model (None | RecommendationSettingsFinalModelType0):
        warnings (list[RecommendationSettingsWarningsType0Item] | None):
        trials (list[RecommendationSettingsTrialsType0Item] | None):
    """

    task: None | RecommendationSettingsTaskType0
    loss: None | RecommendationSettingsLossType0
    huber_delta: float | None
    focal_gamma: float | None
    focal_alpha: float | None
    output_activation: None | RecommendationSettingsOutputActivationType0
    output_units: int | None
    prediction_range: None | RecommendationSettingsPredictionRangeType0
    metrics: list[RecommendationSettingsMetricsType0Item] | None
    primary_metric: None | RecommendationSettingsPrimaryMetricType0
    optimizer: None | RecommendationSettingsOptimizerType0
    learning_rate: float | None
    momentum: float | None
    beta1: float | None
    beta2: float | None
    epsilon: float | None
    rho: float | None
    gradient_clip_norm: float | None
    learning_rate_schedule: None | RecommendationSettingsLearningRateScheduleType0
    batch_size: int | None
    epochs: int | None
    early_stopping: None | RecommendationSettingsEarlyStoppingType0
    weight_averaging: bool | None
    hidden_layers: int | None
    hidden_units: int | None
    residual: bool | None
    hidden_activation: None | RecommendationSettingsHiddenActivationType0
    activation_parametric: bool | None
    initializer: None | RecommendationSettingsInitializerType0
    normalization: None | RecommendationSettingsNormalizationType0
    dropout: float | None
    dropout_schedule: None | RecommendationSettingsDropoutScheduleType0
    weight_decay: float | None
    weight_decay_schedule: None | RecommendationSettingsWeightDecayScheduleType0
    label_smoothing: float | None
    input_noise: float | None
    mixup: float | None
    class_weights: None | RecommendationSettingsClassWeightsType0
    output_bias: None | RecommendationSettingsOutputBiasType0
    decision_threshold: None | RecommendationSettingsDecisionThresholdType0
    calibration: None | RecommendationSettingsCalibrationType0
    target_transform: None | RecommendationSettingsTargetTransformType0
    numeric_scaling: None | RecommendationSettingsNumericScalingType0
    numeric_embedding: None | RecommendationSettingsNumericEmbeddingType0
    input_scale: bool | None
    categorical_encoding: None | RecommendationSettingsCategoricalEncodingType0
    missing_values: None | RecommendationSettingsMissingValuesType0
    image_augmentation: (
        list[RecommendationSettingsImageAugmentationType0Type1Item]
        | Literal["none"]
        | None
    )
    fold_kind: None | RecommendationSettingsFoldKindType0
    folds: int | None
    fold_repeats: int | None
    validation_share: float | None
    search: None | RecommendationSettingsSearchType0
    final_model: None | RecommendationSettingsFinalModelType0
    warnings: list[RecommendationSettingsWarningsType0Item] | None
    trials: list[RecommendationSettingsTrialsType0Item] | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.recommendation_settings_categorical_encoding_type_0 import (
            RecommendationSettingsCategoricalEncodingType0,
        )
        from ..models.recommendation_settings_early_stopping_type_0 import (
            RecommendationSettingsEarlyStoppingType0,
        )
        from ..models.recommendation_settings_learning_rate_schedule_type_0 import (
            RecommendationSettingsLearningRateScheduleType0,
        )
        from ..models.recommendation_settings_numeric_embedding_type_0 import (
            RecommendationSettingsNumericEmbeddingType0,
        )

        task: None | str
        if isinstance(self.task, str):
            task = self.task
        else:
            task = self.task

        loss: None | str
        if isinstance(self.loss, str):
            loss = self.loss
        else:
            loss = self.loss

        huber_delta: float | None
        huber_delta = self.huber_delta

        focal_gamma: float | None
        focal_gamma = self.focal_gamma

        focal_alpha: float | None
        focal_alpha = self.focal_alpha

        output_activation: None | str
        if isinstance(self.output_activation, str):
            output_activation = self.output_activation
        else:
            output_activation = self.output_activation

        output_units: int | None
        output_units = self.output_units

        prediction_range: None | str
        if isinstance(self.prediction_range, str):
            prediction_range = self.prediction_range
        else:
            prediction_range = self.prediction_range

        metrics: list[str] | None
        if isinstance(self.metrics, list):
            metrics = []
            for metrics_type_0_item_data in self.metrics:
                metrics_type_0_item: str = metrics_type_0_item_data
                metrics.append(metrics_type_0_item)

        else:
            metrics = self.metrics

        primary_metric: None | str
        if isinstance(self.primary_metric, str):
            primary_metric = self.primary_metric
        else:
            primary_metric = self.primary_metric

        optimizer: None | str
        if isinstance(self.optimizer, str):
            optimizer = self.optimizer
        else:
            optimizer = self.optimizer

        learning_rate: float | None
        learning_rate = self.learning_rate

        momentum: float | None
        momentum = self.momentum

        beta1: float | None
        beta1 = self.beta1

        beta2: float | None
        beta2 = self.beta2

        epsilon: float | None
        epsilon = self.epsilon

        rho: float | None
        rho = self.rho

        gradient_clip_norm: float | None
        gradient_clip_norm = self.gradient_clip_norm

        learning_rate_schedule: dict[str, Any] | None
        if isinstance(
            self.learning_rate_schedule, RecommendationSettingsLearningRateScheduleType0
        ):
            learning_rate_schedule = self.learning_rate_schedule.to_dict()
        else:
            learning_rate_schedule = self.learning_rate_schedule

        batch_size: int | None
        batch_size = self.batch_size

        epochs: int | None
        epochs = self.epochs

        early_stopping: dict[str, Any] | None
        if isinstance(self.early_stopping, RecommendationSettingsEarlyStoppingType0):
            early_stopping = self.early_stopping.to_dict()
        else:
            early_stopping = self.early_stopping

        weight_averaging: bool | None
        weight_averaging = self.weight_averaging

        hidden_layers: int | None
        hidden_layers = self.hidden_layers

        hidden_units: int | None
        hidden_units = self.hidden_units

        residual: bool | None
        residual = self.residual

        hidden_activation: None | str
        if isinstance(self.hidden_activation, str):
            hidden_activation = self.hidden_activation
        else:
            hidden_activation = self.hidden_activation

        activation_parametric: bool | None
        activation_parametric = self.activation_parametric

        initializer: None | str
        if isinstance(self.initializer, str):
            initializer = self.initializer
        else:
            initializer = self.initializer

        normalization: None | str
        if isinstance(self.normalization, str):
            normalization = self.normalization
        else:
            normalization = self.normalization

        dropout: float | None
        dropout = self.dropout

        dropout_schedule: None | str
        if isinstance(self.dropout_schedule, str):
            dropout_schedule = self.dropout_schedule
        else:
            dropout_schedule = self.dropout_schedule

        weight_decay: float | None
        weight_decay = self.weight_decay

        weight_decay_schedule: None | str
        if isinstance(self.weight_decay_schedule, str):
            weight_decay_schedule = self.weight_decay_schedule
        else:
            weight_decay_schedule = self.weight_decay_schedule

        label_smoothing: float | None
        label_smoothing = self.label_smoothing

        input_noise: float | None
        input_noise = self.input_noise

        mixup: float | None
        mixup = self.mixup

        class_weights: None | str
        if isinstance(self.class_weights, str):
            class_weights = self.class_weights
        else:
            class_weights = self.class_weights

        output_bias: None | str
        if isinstance(self.output_bias, str):
            output_bias = self.output_bias
        else:
            output_bias = self.output_bias

        decision_threshold: None | str
        if isinstance(self.decision_threshold, str):
            decision_threshold = self.decision_threshold
        else:
            decision_threshold = self.decision_threshold

        calibration: None | str
        if isinstance(self.calibration, str):
            calibration = self.calibration
        else:
            calibration = self.calibration

        target_transform: None | str
        if isinstance(self.target_transform, str):
            target_transform = self.target_transform
        else:
            target_transform = self.target_transform

        numeric_scaling: None | str
        if isinstance(self.numeric_scaling, str):
            numeric_scaling = self.numeric_scaling
        else:
            numeric_scaling = self.numeric_scaling

        numeric_embedding: dict[str, Any] | None
        if isinstance(
            self.numeric_embedding, RecommendationSettingsNumericEmbeddingType0
        ):
            numeric_embedding = self.numeric_embedding.to_dict()
        else:
            numeric_embedding = self.numeric_embedding

        input_scale: bool | None
        input_scale = self.input_scale

        categorical_encoding: dict[str, Any] | None
        if isinstance(
            self.categorical_encoding, RecommendationSettingsCategoricalEncodingType0
        ):
            categorical_encoding = self.categorical_encoding.to_dict()
        else:
            categorical_encoding = self.categorical_encoding

        missing_values: None | str
        if isinstance(self.missing_values, str):
            missing_values = self.missing_values
        else:
            missing_values = self.missing_values

        image_augmentation: list[str] | Literal["none"] | None
        if isinstance(self.image_augmentation, list):
            image_augmentation = []
            for image_augmentation_type_0_type_1_item_data in self.image_augmentation:
                image_augmentation_type_0_type_1_item: str = (
                    image_augmentation_type_0_type_1_item_data
                )
                image_augmentation.append(image_augmentation_type_0_type_1_item)

        else:
            image_augmentation = self.image_augmentation

        fold_kind: None | str
        if isinstance(self.fold_kind, str):
            fold_kind = self.fold_kind
        else:
            fold_kind = self.fold_kind

        folds: int | None
        folds = self.folds

        fold_repeats: int | None
        fold_repeats = self.fold_repeats

        validation_share: float | None
        validation_share = self.validation_share

        search: None | str
        if isinstance(self.search, str):
            search = self.search
        else:
            search = self.search

        final_model: None | str
        if isinstance(self.final_model, str):
            final_model = self.final_model
        else:
            final_model = self.final_model

        warnings: list[dict[str, Any]] | None
        if isinstance(self.warnings, list):
            warnings = []
            for warnings_type_0_item_data in self.warnings:
                warnings_type_0_item = warnings_type_0_item_data.to_dict()
                warnings.append(warnings_type_0_item)

        else:
            warnings = self.warnings

        trials: list[dict[str, Any]] | None
        if isinstance(self.trials, list):
            trials = []
            for trials_type_0_item_data in self.trials:
                trials_type_0_item = trials_type_0_item_data.to_dict()
                trials.append(trials_type_0_item)

        else:
            trials = self.trials

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task": task,
                "loss": loss,
                "huberDelta": huber_delta,
                "focalGamma": focal_gamma,
                "focalAlpha": focal_alpha,
                "outputActivation": output_activation,
                "outputUnits": output_units,
                "predictionRange": prediction_range,
                "metrics": metrics,
                "primaryMetric": primary_metric,
                "optimizer": optimizer,
                "learningRate": learning_rate,
                "momentum": momentum,
                "beta1": beta1,
                "beta2": beta2,
                "epsilon": epsilon,
                "rho": rho,
                "gradientClipNorm": gradient_clip_norm,
                "learningRateSchedule": learning_rate_schedule,
                "batchSize": batch_size,
                "epochs": epochs,
                "earlyStopping": early_stopping,
                "weightAveraging": weight_averaging,
                "hiddenLayers": hidden_layers,
                "hiddenUnits": hidden_units,
                "residual": residual,
                "hiddenActivation": hidden_activation,
                "activationParametric": activation_parametric,
                "initializer": initializer,
                "normalization": normalization,
                "dropout": dropout,
                "dropoutSchedule": dropout_schedule,
                "weightDecay": weight_decay,
                "weightDecaySchedule": weight_decay_schedule,
                "labelSmoothing": label_smoothing,
                "inputNoise": input_noise,
                "mixup": mixup,
                "classWeights": class_weights,
                "outputBias": output_bias,
                "decisionThreshold": decision_threshold,
                "calibration": calibration,
                "targetTransform": target_transform,
                "numericScaling": numeric_scaling,
                "numericEmbedding": numeric_embedding,
                "inputScale": input_scale,
                "categoricalEncoding": categorical_encoding,
                "missingValues": missing_values,
                "imageAugmentation": image_augmentation,
                "foldKind": fold_kind,
                "folds": folds,
                "foldRepeats": fold_repeats,
                "validationShare": validation_share,
                "search": search,
                "finalModel": final_model,
                "warnings": warnings,
                "trials": trials,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_settings_categorical_encoding_type_0 import (
            RecommendationSettingsCategoricalEncodingType0,
        )
        from ..models.recommendation_settings_early_stopping_type_0 import (
            RecommendationSettingsEarlyStoppingType0,
        )
        from ..models.recommendation_settings_learning_rate_schedule_type_0 import (
            RecommendationSettingsLearningRateScheduleType0,
        )
        from ..models.recommendation_settings_numeric_embedding_type_0 import (
            RecommendationSettingsNumericEmbeddingType0,
        )
        from ..models.recommendation_settings_trials_type_0_item import (
            RecommendationSettingsTrialsType0Item,
        )
        from ..models.recommendation_settings_warnings_type_0_item import (
            RecommendationSettingsWarningsType0Item,
        )

        d = dict(src_dict)

        def _parse_task(data: object) -> None | RecommendationSettingsTaskType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                task_type_0 = check_recommendation_settings_task_type_0(data)

                return task_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsTaskType0, data)

        task = _parse_task(d.pop("task"))

        def _parse_loss(data: object) -> None | RecommendationSettingsLossType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                loss_type_0 = check_recommendation_settings_loss_type_0(data)

                return loss_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsLossType0, data)

        loss = _parse_loss(d.pop("loss"))

        def _parse_huber_delta(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        huber_delta = _parse_huber_delta(d.pop("huberDelta"))

        def _parse_focal_gamma(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        focal_gamma = _parse_focal_gamma(d.pop("focalGamma"))

        def _parse_focal_alpha(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        focal_alpha = _parse_focal_alpha(d.pop("focalAlpha"))

        def _parse_output_activation(
            data: object,
        ) -> None | RecommendationSettingsOutputActivationType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                output_activation_type_0 = (
                    check_recommendation_settings_output_activation_type_0(data)
                )

                return output_activation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsOutputActivationType0, data)

        output_activation = _parse_output_activation(d.pop("outputActivation"))

        def _parse_output_units(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        output_units = _parse_output_units(d.pop("outputUnits"))

        def _parse_prediction_range(
            data: object,
        ) -> None | RecommendationSettingsPredictionRangeType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                prediction_range_type_0 = (
                    check_recommendation_settings_prediction_range_type_0(data)
                )

                return prediction_range_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsPredictionRangeType0, data)

        prediction_range = _parse_prediction_range(d.pop("predictionRange"))

        def _parse_metrics(
            data: object,
        ) -> list[RecommendationSettingsMetricsType0Item] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                metrics_type_0 = []
                _metrics_type_0 = data
                for metrics_type_0_item_data in _metrics_type_0:
                    metrics_type_0_item = (
                        check_recommendation_settings_metrics_type_0_item(
                            metrics_type_0_item_data
                        )
                    )

                    metrics_type_0.append(metrics_type_0_item)

                return metrics_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[RecommendationSettingsMetricsType0Item] | None, data)

        metrics = _parse_metrics(d.pop("metrics"))

        def _parse_primary_metric(
            data: object,
        ) -> None | RecommendationSettingsPrimaryMetricType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                primary_metric_type_0 = (
                    check_recommendation_settings_primary_metric_type_0(data)
                )

                return primary_metric_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsPrimaryMetricType0, data)

        primary_metric = _parse_primary_metric(d.pop("primaryMetric"))

        def _parse_optimizer(
            data: object,
        ) -> None | RecommendationSettingsOptimizerType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                optimizer_type_0 = check_recommendation_settings_optimizer_type_0(data)

                return optimizer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsOptimizerType0, data)

        optimizer = _parse_optimizer(d.pop("optimizer"))

        def _parse_learning_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        learning_rate = _parse_learning_rate(d.pop("learningRate"))

        def _parse_momentum(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        momentum = _parse_momentum(d.pop("momentum"))

        def _parse_beta1(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        beta1 = _parse_beta1(d.pop("beta1"))

        def _parse_beta2(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        beta2 = _parse_beta2(d.pop("beta2"))

        def _parse_epsilon(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        epsilon = _parse_epsilon(d.pop("epsilon"))

        def _parse_rho(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        rho = _parse_rho(d.pop("rho"))

        def _parse_gradient_clip_norm(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        gradient_clip_norm = _parse_gradient_clip_norm(d.pop("gradientClipNorm"))

        def _parse_learning_rate_schedule(
            data: object,
        ) -> None | RecommendationSettingsLearningRateScheduleType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                learning_rate_schedule_type_0 = (
                    RecommendationSettingsLearningRateScheduleType0.from_dict(data)
                )

                return learning_rate_schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsLearningRateScheduleType0, data)

        learning_rate_schedule = _parse_learning_rate_schedule(
            d.pop("learningRateSchedule")
        )

        def _parse_batch_size(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        batch_size = _parse_batch_size(d.pop("batchSize"))

        def _parse_epochs(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        epochs = _parse_epochs(d.pop("epochs"))

        def _parse_early_stopping(
            data: object,
        ) -> None | RecommendationSettingsEarlyStoppingType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                early_stopping_type_0 = (
                    RecommendationSettingsEarlyStoppingType0.from_dict(data)
                )

                return early_stopping_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsEarlyStoppingType0, data)

        early_stopping = _parse_early_stopping(d.pop("earlyStopping"))

        def _parse_weight_averaging(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        weight_averaging = _parse_weight_averaging(d.pop("weightAveraging"))

        def _parse_hidden_layers(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        hidden_layers = _parse_hidden_layers(d.pop("hiddenLayers"))

        def _parse_hidden_units(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        hidden_units = _parse_hidden_units(d.pop("hiddenUnits"))

        def _parse_residual(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        residual = _parse_residual(d.pop("residual"))

        def _parse_hidden_activation(
            data: object,
        ) -> None | RecommendationSettingsHiddenActivationType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                hidden_activation_type_0 = (
                    check_recommendation_settings_hidden_activation_type_0(data)
                )

                return hidden_activation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsHiddenActivationType0, data)

        hidden_activation = _parse_hidden_activation(d.pop("hiddenActivation"))

        def _parse_activation_parametric(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        activation_parametric = _parse_activation_parametric(
            d.pop("activationParametric")
        )

        def _parse_initializer(
            data: object,
        ) -> None | RecommendationSettingsInitializerType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                initializer_type_0 = check_recommendation_settings_initializer_type_0(
                    data
                )

                return initializer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsInitializerType0, data)

        initializer = _parse_initializer(d.pop("initializer"))

        def _parse_normalization(
            data: object,
        ) -> None | RecommendationSettingsNormalizationType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                normalization_type_0 = (
                    check_recommendation_settings_normalization_type_0(data)
                )

                return normalization_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsNormalizationType0, data)

        normalization = _parse_normalization(d.pop("normalization"))

        def _parse_dropout(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        dropout = _parse_dropout(d.pop("dropout"))

        def _parse_dropout_schedule(
            data: object,
        ) -> None | RecommendationSettingsDropoutScheduleType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                dropout_schedule_type_0 = (
                    check_recommendation_settings_dropout_schedule_type_0(data)
                )

                return dropout_schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsDropoutScheduleType0, data)

        dropout_schedule = _parse_dropout_schedule(d.pop("dropoutSchedule"))

        def _parse_weight_decay(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        weight_decay = _parse_weight_decay(d.pop("weightDecay"))

        def _parse_weight_decay_schedule(
            data: object,
        ) -> None | RecommendationSettingsWeightDecayScheduleType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                weight_decay_schedule_type_0 = (
                    check_recommendation_settings_weight_decay_schedule_type_0(data)
                )

                return weight_decay_schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsWeightDecayScheduleType0, data)

        weight_decay_schedule = _parse_weight_decay_schedule(
            d.pop("weightDecaySchedule")
        )

        def _parse_label_smoothing(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        label_smoothing = _parse_label_smoothing(d.pop("labelSmoothing"))

        def _parse_input_noise(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        input_noise = _parse_input_noise(d.pop("inputNoise"))

        def _parse_mixup(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        mixup = _parse_mixup(d.pop("mixup"))

        def _parse_class_weights(
            data: object,
        ) -> None | RecommendationSettingsClassWeightsType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                class_weights_type_0 = (
                    check_recommendation_settings_class_weights_type_0(data)
                )

                return class_weights_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsClassWeightsType0, data)

        class_weights = _parse_class_weights(d.pop("classWeights"))

        def _parse_output_bias(
            data: object,
        ) -> None | RecommendationSettingsOutputBiasType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                output_bias_type_0 = check_recommendation_settings_output_bias_type_0(
                    data
                )

                return output_bias_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsOutputBiasType0, data)

        output_bias = _parse_output_bias(d.pop("outputBias"))

        def _parse_decision_threshold(
            data: object,
        ) -> None | RecommendationSettingsDecisionThresholdType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decision_threshold_type_0 = (
                    check_recommendation_settings_decision_threshold_type_0(data)
                )

                return decision_threshold_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsDecisionThresholdType0, data)

        decision_threshold = _parse_decision_threshold(d.pop("decisionThreshold"))

        def _parse_calibration(
            data: object,
        ) -> None | RecommendationSettingsCalibrationType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                calibration_type_0 = check_recommendation_settings_calibration_type_0(
                    data
                )

                return calibration_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsCalibrationType0, data)

        calibration = _parse_calibration(d.pop("calibration"))

        def _parse_target_transform(
            data: object,
        ) -> None | RecommendationSettingsTargetTransformType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                target_transform_type_0 = (
                    check_recommendation_settings_target_transform_type_0(data)
                )

                return target_transform_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsTargetTransformType0, data)

        target_transform = _parse_target_transform(d.pop("targetTransform"))

        def _parse_numeric_scaling(
            data: object,
        ) -> None | RecommendationSettingsNumericScalingType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                numeric_scaling_type_0 = (
                    check_recommendation_settings_numeric_scaling_type_0(data)
                )

                return numeric_scaling_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsNumericScalingType0, data)

        numeric_scaling = _parse_numeric_scaling(d.pop("numericScaling"))

        def _parse_numeric_embedding(
            data: object,
        ) -> None | RecommendationSettingsNumericEmbeddingType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                numeric_embedding_type_0 = (
                    RecommendationSettingsNumericEmbeddingType0.from_dict(data)
                )

                return numeric_embedding_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsNumericEmbeddingType0, data)

        numeric_embedding = _parse_numeric_embedding(d.pop("numericEmbedding"))

        def _parse_input_scale(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        input_scale = _parse_input_scale(d.pop("inputScale"))

        def _parse_categorical_encoding(
            data: object,
        ) -> None | RecommendationSettingsCategoricalEncodingType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                categorical_encoding_type_0 = (
                    RecommendationSettingsCategoricalEncodingType0.from_dict(data)
                )

                return categorical_encoding_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsCategoricalEncodingType0, data)

        categorical_encoding = _parse_categorical_encoding(d.pop("categoricalEncoding"))

        def _parse_missing_values(
            data: object,
        ) -> None | RecommendationSettingsMissingValuesType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                missing_values_type_0 = (
                    check_recommendation_settings_missing_values_type_0(data)
                )

                return missing_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsMissingValuesType0, data)

        missing_values = _parse_missing_values(d.pop("missingValues"))

        def _parse_image_augmentation(
            data: object,
        ) -> (
            list[RecommendationSettingsImageAugmentationType0Type1Item]
            | Literal["none"]
            | None
        ):
            if data is None:
                return data
            image_augmentation_type_0_type_0 = cast(Literal["none"], data)
            if image_augmentation_type_0_type_0 != "none":
                raise ValueError(
                    f"imageAugmentation_type_0_type_0 must match const 'none', got '{image_augmentation_type_0_type_0}'"
                )
            return image_augmentation_type_0_type_0
            try:
                if not isinstance(data, list):
                    raise TypeError()
                image_augmentation_type_0_type_1 = []
                _image_augmentation_type_0_type_1 = data
                for (
                    image_augmentation_type_0_type_1_item_data
                ) in _image_augmentation_type_0_type_1:
                    image_augmentation_type_0_type_1_item = check_recommendation_settings_image_augmentation_type_0_type_1_item(
                        image_augmentation_type_0_type_1_item_data
                    )

                    image_augmentation_type_0_type_1.append(
                        image_augmentation_type_0_type_1_item
                    )

                return image_augmentation_type_0_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[RecommendationSettingsImageAugmentationType0Type1Item]
                | Literal["none"]
                | None,
                data,
            )

        image_augmentation = _parse_image_augmentation(d.pop("imageAugmentation"))

        def _parse_fold_kind(
            data: object,
        ) -> None | RecommendationSettingsFoldKindType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                fold_kind_type_0 = check_recommendation_settings_fold_kind_type_0(data)

                return fold_kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsFoldKindType0, data)

        fold_kind = _parse_fold_kind(d.pop("foldKind"))

        def _parse_folds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        folds = _parse_folds(d.pop("folds"))

        def _parse_fold_repeats(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        fold_repeats = _parse_fold_repeats(d.pop("foldRepeats"))

        def _parse_validation_share(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        validation_share = _parse_validation_share(d.pop("validationShare"))

        def _parse_search(data: object) -> None | RecommendationSettingsSearchType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                search_type_0 = check_recommendation_settings_search_type_0(data)

                return search_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsSearchType0, data)

        search = _parse_search(d.pop("search"))

        def _parse_final_model(
            data: object,
        ) -> None | RecommendationSettingsFinalModelType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                final_model_type_0 = check_recommendation_settings_final_model_type_0(
                    data
                )

                return final_model_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecommendationSettingsFinalModelType0, data)

        final_model = _parse_final_model(d.pop("finalModel"))

        def _parse_warnings(
            data: object,
        ) -> list[RecommendationSettingsWarningsType0Item] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                warnings_type_0 = []
                _warnings_type_0 = data
                for warnings_type_0_item_data in _warnings_type_0:
                    warnings_type_0_item = (
                        RecommendationSettingsWarningsType0Item.from_dict(
                            warnings_type_0_item_data
                        )
                    )

                    warnings_type_0.append(warnings_type_0_item)

                return warnings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[RecommendationSettingsWarningsType0Item] | None, data)

        warnings = _parse_warnings(d.pop("warnings"))

        def _parse_trials(
            data: object,
        ) -> list[RecommendationSettingsTrialsType0Item] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                trials_type_0 = []
                _trials_type_0 = data
                for trials_type_0_item_data in _trials_type_0:
                    trials_type_0_item = (
                        RecommendationSettingsTrialsType0Item.from_dict(
                            trials_type_0_item_data
                        )
                    )

                    trials_type_0.append(trials_type_0_item)

                return trials_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[RecommendationSettingsTrialsType0Item] | None, data)

        trials = _parse_trials(d.pop("trials"))

        recommendation_settings = cls(
            task=task,
            loss=loss,
            huber_delta=huber_delta,
            focal_gamma=focal_gamma,
            focal_alpha=focal_alpha,
            output_activation=output_activation,
            output_units=output_units,
            prediction_range=prediction_range,
            metrics=metrics,
            primary_metric=primary_metric,
            optimizer=optimizer,
            learning_rate=learning_rate,
            momentum=momentum,
            beta1=beta1,
            beta2=beta2,
            epsilon=epsilon,
            rho=rho,
            gradient_clip_norm=gradient_clip_norm,
            learning_rate_schedule=learning_rate_schedule,
            batch_size=batch_size,
            epochs=epochs,
            early_stopping=early_stopping,
            weight_averaging=weight_averaging,
            hidden_layers=hidden_layers,
            hidden_units=hidden_units,
            residual=residual,
            hidden_activation=hidden_activation,
            activation_parametric=activation_parametric,
            initializer=initializer,
            normalization=normalization,
            dropout=dropout,
            dropout_schedule=dropout_schedule,
            weight_decay=weight_decay,
            weight_decay_schedule=weight_decay_schedule,
            label_smoothing=label_smoothing,
            input_noise=input_noise,
            mixup=mixup,
            class_weights=class_weights,
            output_bias=output_bias,
            decision_threshold=decision_threshold,
            calibration=calibration,
            target_transform=target_transform,
            numeric_scaling=numeric_scaling,
            numeric_embedding=numeric_embedding,
            input_scale=input_scale,
            categorical_encoding=categorical_encoding,
            missing_values=missing_values,
            image_augmentation=image_augmentation,
            fold_kind=fold_kind,
            folds=folds,
            fold_repeats=fold_repeats,
            validation_share=validation_share,
            search=search,
            final_model=final_model,
            warnings=warnings,
            trials=trials,
        )

        return recommendation_settings
