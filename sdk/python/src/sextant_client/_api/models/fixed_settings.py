from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.fixed_settings_calibration import (
    FixedSettingsCalibration,
    check_fixed_settings_calibration,
)
from ..models.fixed_settings_class_weights import (
    FixedSettingsClassWeights,
    check_fixed_settings_class_weights,
)
from ..models.fixed_settings_decision_threshold import (
    FixedSettingsDecisionThreshold,
    check_fixed_settings_decision_threshold,
)
from ..models.fixed_settings_dropout_schedule import (
    FixedSettingsDropoutSchedule,
    check_fixed_settings_dropout_schedule,
)
from ..models.fixed_settings_final_model import (
    FixedSettingsFinalModel,
    check_fixed_settings_final_model,
)
from ..models.fixed_settings_fold_kind import (
    FixedSettingsFoldKind,
    check_fixed_settings_fold_kind,
)
from ..models.fixed_settings_hidden_activation import (
    FixedSettingsHiddenActivation,
    check_fixed_settings_hidden_activation,
)
from ..models.fixed_settings_image_augmentation_type_0 import (
    FixedSettingsImageAugmentationType0,
    check_fixed_settings_image_augmentation_type_0,
)
from ..models.fixed_settings_image_augmentation_type_1_item import (
    FixedSettingsImageAugmentationType1Item,
    check_fixed_settings_image_augmentation_type_1_item,
)
from ..models.fixed_settings_initializer import (
    FixedSettingsInitializer,
    check_fixed_settings_initializer,
)
from ..models.fixed_settings_loss import FixedSettingsLoss, check_fixed_settings_loss
from ..models.fixed_settings_missing_values import (
    FixedSettingsMissingValues,
    check_fixed_settings_missing_values,
)
from ..models.fixed_settings_normalization import (
    FixedSettingsNormalization,
    check_fixed_settings_normalization,
)
from ..models.fixed_settings_numeric_scaling import (
    FixedSettingsNumericScaling,
    check_fixed_settings_numeric_scaling,
)
from ..models.fixed_settings_optimizer import (
    FixedSettingsOptimizer,
    check_fixed_settings_optimizer,
)
from ..models.fixed_settings_output_activation import (
    FixedSettingsOutputActivation,
    check_fixed_settings_output_activation,
)
from ..models.fixed_settings_output_bias import (
    FixedSettingsOutputBias,
    check_fixed_settings_output_bias,
)
from ..models.fixed_settings_prediction_range import (
    FixedSettingsPredictionRange,
    check_fixed_settings_prediction_range,
)
from ..models.fixed_settings_primary_metric import (
    FixedSettingsPrimaryMetric,
    check_fixed_settings_primary_metric,
)
from ..models.fixed_settings_search import (
    FixedSettingsSearch,
    check_fixed_settings_search,
)
from ..models.fixed_settings_target_transform import (
    FixedSettingsTargetTransform,
    check_fixed_settings_target_transform,
)
from ..models.fixed_settings_task import FixedSettingsTask, check_fixed_settings_task
from ..models.fixed_settings_weight_decay_schedule import (
    FixedSettingsWeightDecaySchedule,
    check_fixed_settings_weight_decay_schedule,
)
from ..types import UNSET, Unset

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


T = TypeVar("T", bound="FixedSettings")


@_attrs_define
class FixedSettings:
    """Settings that the caller fixes; rules see them and keep to them.

    Attributes:
        task (FixedSettingsTask | Unset):
        loss (FixedSettingsLoss | Unset):
        huber_delta (float | Unset):
        focal_gamma (float | Unset):
        focal_alpha (float | Unset):
        output_activation (FixedSettingsOutputActivation | Unset):
        output_units (int | None | Unset):
        prediction_range (FixedSettingsPredictionRange | Unset):
        primary_metric (FixedSettingsPrimaryMetric | Unset):
        optimizer (FixedSettingsOptimizer | Unset):
        learning_rate (float | Unset):
        momentum (float | Unset):
        beta1 (float | Unset):
        beta2 (float | Unset):
        epsilon (float | Unset):
        rho (float | Unset):
        gradient_clip_norm (float | None | Unset):
        learning_rate_schedule (RecommendationSettingsLearningRateScheduleType0 | Unset):
        batch_size (int | Unset):
        epochs (int | Unset):
        early_stopping (RecommendationSettingsEarlyStoppingType0 | Unset):
        weight_averaging (bool | Unset):
        hidden_layers (int | Unset):
        hidden_units (int | Unset):
        residual (bool | Unset):
        hidden_activation (FixedSettingsHiddenActivation | Unset):
        activation_parametric (bool | Unset):
        initializer (FixedSettingsInitializer | Unset):
        normalization (FixedSettingsNormalization | Unset):
        dropout (float | Unset):
        dropout_schedule (FixedSettingsDropoutSchedule | Unset):
        weight_decay (float | Unset):
        weight_decay_schedule (FixedSettingsWeightDecaySchedule | Unset):
        label_smoothing (float | Unset):
        input_noise (float | Unset):
        mixup (float | Unset):
        class_weights (FixedSettingsClassWeights | Unset):
        output_bias (FixedSettingsOutputBias | Unset):
        decision_threshold (FixedSettingsDecisionThreshold | Unset):
        calibration (FixedSettingsCalibration | Unset):
        target_transform (FixedSettingsTargetTransform | Unset):
        numeric_scaling (FixedSettingsNumericScaling | Unset):
        numeric_embedding (RecommendationSettingsNumericEmbeddingType0 | Unset):
        input_scale (bool | Unset):
        categorical_encoding (RecommendationSettingsCategoricalEncodingType0 | Unset):
        missing_values (FixedSettingsMissingValues | Unset):
        image_augmentation (FixedSettingsImageAugmentationType0 | list[FixedSettingsImageAugmentationType1Item] |
            Unset):
        fold_kind (FixedSettingsFoldKind | Unset):
        folds (int | Unset):
        fold_repeats (int | Unset):
        validation_share (float | Unset):
        search (FixedSettingsSearch | Unset):
        final_model (FixedSettingsFinalModel | Unset):
    """

    task: FixedSettingsTask | Unset = UNSET
    loss: FixedSettingsLoss | Unset = UNSET
    huber_delta: float | Unset = UNSET
    focal_gamma: float | Unset = UNSET
    focal_alpha: float | Unset = UNSET
    output_activation: FixedSettingsOutputActivation | Unset = UNSET
    output_units: int | None | Unset = UNSET
    prediction_range: FixedSettingsPredictionRange | Unset = UNSET
    primary_metric: FixedSettingsPrimaryMetric | Unset = UNSET
    optimizer: FixedSettingsOptimizer | Unset = UNSET
    learning_rate: float | Unset = UNSET
    momentum: float | Unset = UNSET
    beta1: float | Unset = UNSET
    beta2: float | Unset = UNSET
    epsilon: float | Unset = UNSET
    rho: float | Unset = UNSET
    gradient_clip_norm: float | None | Unset = UNSET
    learning_rate_schedule: RecommendationSettingsLearningRateScheduleType0 | Unset = (
        UNSET
    )
    batch_size: int | Unset = UNSET
    epochs: int | Unset = UNSET
    early_stopping: RecommendationSettingsEarlyStoppingType0 | Unset = UNSET
    weight_averaging: bool | Unset = UNSET
    hidden_layers: int | Unset = UNSET
    hidden_units: int | Unset = UNSET
    residual: bool | Unset = UNSET
    hidden_activation: FixedSettingsHiddenActivation | Unset = UNSET
    activation_parametric: bool | Unset = UNSET
    initializer: FixedSettingsInitializer | Unset = UNSET
    normalization: FixedSettingsNormalization | Unset = UNSET
    dropout: float | Unset = UNSET
    dropout_schedule: FixedSettingsDropoutSchedule | Unset = UNSET
    weight_decay: float | Unset = UNSET
    weight_decay_schedule: FixedSettingsWeightDecaySchedule | Unset = UNSET
    label_smoothing: float | Unset = UNSET
    input_noise: float | Unset = UNSET
    mixup: float | Unset = UNSET
    class_weights: FixedSettingsClassWeights | Unset = UNSET
    output_bias: FixedSettingsOutputBias | Unset = UNSET
    decision_threshold: FixedSettingsDecisionThreshold | Unset = UNSET
    calibration: FixedSettingsCalibration | Unset = UNSET
    target_transform: FixedSettingsTargetTransform | Unset = UNSET
    numeric_scaling: FixedSettingsNumericScaling | Unset = UNSET
    numeric_embedding: RecommendationSettingsNumericEmbeddingType0 | Unset = UNSET
    input_scale: bool | Unset = UNSET
    categorical_encoding: RecommendationSettingsCategoricalEncodingType0 | Unset = UNSET
    missing_values: FixedSettingsMissingValues | Unset = UNSET
    image_augmentation: (
        FixedSettingsImageAugmentationType0
        | list[FixedSettingsImageAugmentationType1Item]
        | Unset
    ) = UNSET
    fold_kind: FixedSettingsFoldKind | Unset = UNSET
    folds: int | Unset = UNSET
    fold_repeats: int | Unset = UNSET
    validation_share: float | Unset = UNSET
    search: FixedSettingsSearch | Unset = UNSET
    final_model: FixedSettingsFinalModel | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        task: str | Unset = UNSET
        if not isinstance(self.task, Unset):
            task = self.task

        loss: str | Unset = UNSET
        if not isinstance(self.loss, Unset):
            loss = self.loss

        huber_delta = self.huber_delta

        focal_gamma = self.focal_gamma

        focal_alpha = self.focal_alpha

        output_activation: str | Unset = UNSET
        if not isinstance(self.output_activation, Unset):
            output_activation = self.output_activation

        output_units: int | None | Unset
        if isinstance(self.output_units, Unset):
            output_units = UNSET
        else:
            output_units = self.output_units

        prediction_range: str | Unset = UNSET
        if not isinstance(self.prediction_range, Unset):
            prediction_range = self.prediction_range

        primary_metric: str | Unset = UNSET
        if not isinstance(self.primary_metric, Unset):
            primary_metric = self.primary_metric

        optimizer: str | Unset = UNSET
        if not isinstance(self.optimizer, Unset):
            optimizer = self.optimizer

        learning_rate = self.learning_rate

        momentum = self.momentum

        beta1 = self.beta1

        beta2 = self.beta2

        epsilon = self.epsilon

        rho = self.rho

        gradient_clip_norm: float | None | Unset
        if isinstance(self.gradient_clip_norm, Unset):
            gradient_clip_norm = UNSET
        else:
            gradient_clip_norm = self.gradient_clip_norm

        learning_rate_schedule: dict[str, Any] | Unset = UNSET
        if not isinstance(self.learning_rate_schedule, Unset):
            learning_rate_schedule = self.learning_rate_schedule.to_dict()

        batch_size = self.batch_size

        epochs = self.epochs

        early_stopping: dict[str, Any] | Unset = UNSET
        if not isinstance(self.early_stopping, Unset):
            early_stopping = self.early_stopping.to_dict()

        weight_averaging = self.weight_averaging

        hidden_layers = self.hidden_layers

        hidden_units = self.hidden_units

        residual = self.residual

        hidden_activation: str | Unset = UNSET
        if not isinstance(self.hidden_activation, Unset):
            hidden_activation = self.hidden_activation

        activation_parametric = self.activation_parametric

        initializer: str | Unset = UNSET
        if not isinstance(self.initializer, Unset):
            initializer = self.initializer

        normalization: str | Unset = UNSET
        if not isinstance(self.normalization, Unset):
            normalization = self.normalization

        dropout = self.dropout

        dropout_schedule: str | Unset = UNSET
        if not isinstance(self.dropout_schedule, Unset):
            dropout_schedule = self.dropout_schedule

        weight_decay = self.weight_decay

        weight_decay_schedule: str | Unset = UNSET
        if not isinstance(self.weight_decay_schedule, Unset):
            weight_decay_schedule = self.weight_decay_schedule

        label_smoothing = self.label_smoothing

        input_noise = self.input_noise

        mixup = self.mixup

        class_weights: str | Unset = UNSET
        if not isinstance(self.class_weights, Unset):
            class_weights = self.class_weights

        output_bias: str | Unset = UNSET
        if not isinstance(self.output_bias, Unset):
            output_bias = self.output_bias

        decision_threshold: str | Unset = UNSET
        if not isinstance(self.decision_threshold, Unset):
            decision_threshold = self.decision_threshold

        calibration: str | Unset = UNSET
        if not isinstance(self.calibration, Unset):
            calibration = self.calibration

        target_transform: str | Unset = UNSET
        if not isinstance(self.target_transform, Unset):
            target_transform = self.target_transform

        numeric_scaling: str | Unset = UNSET
        if not isinstance(self.numeric_scaling, Unset):
            numeric_scaling = self.numeric_scaling

        numeric_embedding: dict[str, Any] | Unset = UNSET
        if not isinstance(self.numeric_embedding, Unset):
            numeric_embedding = self.numeric_embedding.to_dict()

        input_scale = self.input_scale

        categorical_encoding: dict[str, Any] | Unset = UNSET
        if not isinstance(self.categorical_encoding, Unset):
            categorical_encoding = self.categorical_encoding.to_dict()

        missing_values: str | Unset = UNSET
        if not isinstance(self.missing_values, Unset):
            missing_values = self.missing_values

        image_augmentation: list[str] | str | Unset
        if isinstance(self.image_augmentation, Unset):
            image_augmentation = UNSET
        elif isinstance(self.image_augmentation, str):
            image_augmentation = self.image_augmentation
        else:
            image_augmentation = []
            for image_augmentation_type_1_item_data in self.image_augmentation:
                image_augmentation_type_1_item: str = (
                    image_augmentation_type_1_item_data
                )
                image_augmentation.append(image_augmentation_type_1_item)

        fold_kind: str | Unset = UNSET
        if not isinstance(self.fold_kind, Unset):
            fold_kind = self.fold_kind

        folds = self.folds

        fold_repeats = self.fold_repeats

        validation_share = self.validation_share

        search: str | Unset = UNSET
        if not isinstance(self.search, Unset):
            search = self.search

        final_model: str | Unset = UNSET
        if not isinstance(self.final_model, Unset):
            final_model = self.final_model

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if task is not UNSET:
            field_dict["task"] = task
        if loss is not UNSET:
            field_dict["loss"] = loss
        if huber_delta is not UNSET:
            field_dict["huberDelta"] = huber_delta
        if focal_gamma is not UNSET:
            field_dict["focalGamma"] = focal_gamma
        if focal_alpha is not UNSET:
            field_dict["focalAlpha"] = focal_alpha
        if output_activation is not UNSET:
            field_dict["outputActivation"] = output_activation
        if output_units is not UNSET:
            field_dict["outputUnits"] = output_units
        if prediction_range is not UNSET:
            field_dict["predictionRange"] = prediction_range
        if primary_metric is not UNSET:
            field_dict["primaryMetric"] = primary_metric
        if optimizer is not UNSET:
            field_dict["optimizer"] = optimizer
        if learning_rate is not UNSET:
            field_dict["learningRate"] = learning_rate
        if momentum is not UNSET:
            field_dict["momentum"] = momentum
        if beta1 is not UNSET:
            field_dict["beta1"] = beta1
        if beta2 is not UNSET:
            field_dict["beta2"] = beta2
        if epsilon is not UNSET:
            field_dict["epsilon"] = epsilon
        if rho is not UNSET:
            field_dict["rho"] = rho
        if gradient_clip_norm is not UNSET:
            field_dict["gradientClipNorm"] = gradient_clip_norm
        if learning_rate_schedule is not UNSET:
            field_dict["learningRateSchedule"] = learning_rate_schedule
        if batch_size is not UNSET:
            field_dict["batchSize"] = batch_size
        if epochs is not UNSET:
            field_dict["epochs"] = epochs
        if early_stopping is not UNSET:
            field_dict["earlyStopping"] = early_stopping
        if weight_averaging is not UNSET:
            field_dict["weightAveraging"] = weight_averaging
        if hidden_layers is not UNSET:
            field_dict["hiddenLayers"] = hidden_layers
        if hidden_units is not UNSET:
            field_dict["hiddenUnits"] = hidden_units
        if residual is not UNSET:
            field_dict["residual"] = residual
        if hidden_activation is not UNSET:
            field_dict["hiddenActivation"] = hidden_activation
        if activation_parametric is not UNSET:
            field_dict["activationParametric"] = activation_parametric
        if initializer is not UNSET:
            field_dict["initializer"] = initializer
        if normalization is not UNSET:
            field_dict["normalization"] = normalization
        if dropout is not UNSET:
            field_dict["dropout"] = dropout
        if dropout_schedule is not UNSET:
            field_dict["dropoutSchedule"] = dropout_schedule
        if weight_decay is not UNSET:
            field_dict["weightDecay"] = weight_decay
        if weight_decay_schedule is not UNSET:
            field_dict["weightDecaySchedule"] = weight_decay_schedule
        if label_smoothing is not UNSET:
            field_dict["labelSmoothing"] = label_smoothing
        if input_noise is not UNSET:
            field_dict["inputNoise"] = input_noise
        if mixup is not UNSET:
            field_dict["mixup"] = mixup
        if class_weights is not UNSET:
            field_dict["classWeights"] = class_weights
        if output_bias is not UNSET:
            field_dict["outputBias"] = output_bias
        if decision_threshold is not UNSET:
            field_dict["decisionThreshold"] = decision_threshold
        if calibration is not UNSET:
            field_dict["calibration"] = calibration
        if target_transform is not UNSET:
            field_dict["targetTransform"] = target_transform
        if numeric_scaling is not UNSET:
            field_dict["numericScaling"] = numeric_scaling
        if numeric_embedding is not UNSET:
            field_dict["numericEmbedding"] = numeric_embedding
        if input_scale is not UNSET:
            field_dict["inputScale"] = input_scale
        if categorical_encoding is not UNSET:
            field_dict["categoricalEncoding"] = categorical_encoding
        if missing_values is not UNSET:
            field_dict["missingValues"] = missing_values
        if image_augmentation is not UNSET:
            field_dict["imageAugmentation"] = image_augmentation
        if fold_kind is not UNSET:
            field_dict["foldKind"] = fold_kind
        if folds is not UNSET:
            field_dict["folds"] = folds
        if fold_repeats is not UNSET:
            field_dict["foldRepeats"] = fold_repeats
        if validation_share is not UNSET:
            field_dict["validationShare"] = validation_share
        if search is not UNSET:
            field_dict["search"] = search
        if final_model is not UNSET:
            field_dict["finalModel"] = final_model

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

        d = dict(src_dict)
        _task = d.pop("task", UNSET)
        task: FixedSettingsTask | Unset
        if isinstance(_task, Unset):
            task = UNSET
        else:
            task = check_fixed_settings_task(_task)

        _loss = d.pop("loss", UNSET)
        loss: FixedSettingsLoss | Unset
        if isinstance(_loss, Unset):
            loss = UNSET
        else:
            loss = check_fixed_settings_loss(_loss)

        huber_delta = d.pop("huberDelta", UNSET)

        focal_gamma = d.pop("focalGamma", UNSET)

        focal_alpha = d.pop("focalAlpha", UNSET)

        _output_activation = d.pop("outputActivation", UNSET)
        output_activation: FixedSettingsOutputActivation | Unset
        if isinstance(_output_activation, Unset):
            output_activation = UNSET
        else:
            output_activation = check_fixed_settings_output_activation(
                _output_activation
            )

        def _parse_output_units(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        output_units = _parse_output_units(d.pop("outputUnits", UNSET))

        _prediction_range = d.pop("predictionRange", UNSET)
        prediction_range: FixedSettingsPredictionRange | Unset
        if isinstance(_prediction_range, Unset):
            prediction_range = UNSET
        else:
            prediction_range = check_fixed_settings_prediction_range(_prediction_range)

        _primary_metric = d.pop("primaryMetric", UNSET)
        primary_metric: FixedSettingsPrimaryMetric | Unset
        if isinstance(_primary_metric, Unset):
            primary_metric = UNSET
        else:
            primary_metric = check_fixed_settings_primary_metric(_primary_metric)

        _optimizer = d.pop("optimizer", UNSET)
        optimizer: FixedSettingsOptimizer | Unset
        if isinstance(_optimizer, Unset):
            optimizer = UNSET
        else:
            optimizer = check_fixed_settings_optimizer(_optimizer)

        learning_rate = d.pop("learningRate", UNSET)

        momentum = d.pop("momentum", UNSET)

        beta1 = d.pop("beta1", UNSET)

        beta2 = d.pop("beta2", UNSET)

        epsilon = d.pop("epsilon", UNSET)

        rho = d.pop("rho", UNSET)

        def _parse_gradient_clip_norm(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        gradient_clip_norm = _parse_gradient_clip_norm(d.pop("gradientClipNorm", UNSET))

        _learning_rate_schedule = d.pop("learningRateSchedule", UNSET)
        learning_rate_schedule: RecommendationSettingsLearningRateScheduleType0 | Unset
        if isinstance(_learning_rate_schedule, Unset):
            learning_rate_schedule = UNSET
        else:
            learning_rate_schedule = (
                RecommendationSettingsLearningRateScheduleType0.from_dict(
                    _learning_rate_schedule
                )
            )

        batch_size = d.pop("batchSize", UNSET)

        epochs = d.pop("epochs", UNSET)

        _early_stopping = d.pop("earlyStopping", UNSET)
        early_stopping: RecommendationSettingsEarlyStoppingType0 | Unset
        if isinstance(_early_stopping, Unset):
            early_stopping = UNSET
        else:
            early_stopping = RecommendationSettingsEarlyStoppingType0.from_dict(
                _early_stopping
            )

        weight_averaging = d.pop("weightAveraging", UNSET)

        hidden_layers = d.pop("hiddenLayers", UNSET)

        hidden_units = d.pop("hiddenUnits", UNSET)

        residual = d.pop("residual", UNSET)

        _hidden_activation = d.pop("hiddenActivation", UNSET)
        hidden_activation: FixedSettingsHiddenActivation | Unset
        if isinstance(_hidden_activation, Unset):
            hidden_activation = UNSET
        else:
            hidden_activation = check_fixed_settings_hidden_activation(
                _hidden_activation
            )

        activation_parametric = d.pop("activationParametric", UNSET)

        _initializer = d.pop("initializer", UNSET)
        initializer: FixedSettingsInitializer | Unset
        if isinstance(_initializer, Unset):
            initializer = UNSET
        else:
            initializer = check_fixed_settings_initializer(_initializer)

        _normalization = d.pop("normalization", UNSET)
        normalization: FixedSettingsNormalization | Unset
        if isinstance(_normalization, Unset):
            normalization = UNSET
        else:
            normalization = check_fixed_settings_normalization(_normalization)

        dropout = d.pop("dropout", UNSET)

        _dropout_schedule = d.pop("dropoutSchedule", UNSET)
        dropout_schedule: FixedSettingsDropoutSchedule | Unset
        if isinstance(_dropout_schedule, Unset):
            dropout_schedule = UNSET
        else:
            dropout_schedule = check_fixed_settings_dropout_schedule(_dropout_schedule)

        weight_decay = d.pop("weightDecay", UNSET)

        _weight_decay_schedule = d.pop("weightDecaySchedule", UNSET)
        weight_decay_schedule: FixedSettingsWeightDecaySchedule | Unset
        if isinstance(_weight_decay_schedule, Unset):
            weight_decay_schedule = UNSET
        else:
            weight_decay_schedule = check_fixed_settings_weight_decay_schedule(
                _weight_decay_schedule
            )

        label_smoothing = d.pop("labelSmoothing", UNSET)

        input_noise = d.pop("inputNoise", UNSET)

        mixup = d.pop("mixup", UNSET)

        _class_weights = d.pop("classWeights", UNSET)
        class_weights: FixedSettingsClassWeights | Unset
        if isinstance(_class_weights, Unset):
            class_weights = UNSET
        else:
            class_weights = check_fixed_settings_class_weights(_class_weights)

        _output_bias = d.pop("outputBias", UNSET)
        output_bias: FixedSettingsOutputBias | Unset
        if isinstance(_output_bias, Unset):
            output_bias = UNSET
        else:
            output_bias = check_fixed_settings_output_bias(_output_bias)

        _decision_threshold = d.pop("decisionThreshold", UNSET)
        decision_threshold: FixedSettingsDecisionThreshold | Unset
        if isinstance(_decision_threshold, Unset):
            decision_threshold = UNSET
        else:
            decision_threshold = check_fixed_settings_decision_threshold(
                _decision_threshold
            )

        _calibration = d.pop("calibration", UNSET)
        calibration: FixedSettingsCalibration | Unset
        if isinstance(_calibration, Unset):
            calibration = UNSET
        else:
            calibration = check_fixed_settings_calibration(_calibration)

        _target_transform = d.pop("targetTransform", UNSET)
        target_transform: FixedSettingsTargetTransform | Unset
        if isinstance(_target_transform, Unset):
            target_transform = UNSET
        else:
            target_transform = check_fixed_settings_target_transform(_target_transform)

        _numeric_scaling = d.pop("numericScaling", UNSET)
        numeric_scaling: FixedSettingsNumericScaling | Unset
        if isinstance(_numeric_scaling, Unset):
            numeric_scaling = UNSET
        else:
            numeric_scaling = check_fixed_settings_numeric_scaling(_numeric_scaling)

        _numeric_embedding = d.pop("numericEmbedding", UNSET)
        numeric_embedding: RecommendationSettingsNumericEmbeddingType0 | Unset
        if isinstance(_numeric_embedding, Unset):
            numeric_embedding = UNSET
        else:
            numeric_embedding = RecommendationSettingsNumericEmbeddingType0.from_dict(
                _numeric_embedding
            )

        input_scale = d.pop("inputScale", UNSET)

        _categorical_encoding = d.pop("categoricalEncoding", UNSET)
        categorical_encoding: RecommendationSettingsCategoricalEncodingType0 | Unset
        if isinstance(_categorical_encoding, Unset):
            categorical_encoding = UNSET
        else:
            categorical_encoding = (
                RecommendationSettingsCategoricalEncodingType0.from_dict(
                    _categorical_encoding
                )
            )

        _missing_values = d.pop("missingValues", UNSET)
        missing_values: FixedSettingsMissingValues | Unset
        if isinstance(_missing_values, Unset):
            missing_values = UNSET
        else:
            missing_values = check_fixed_settings_missing_values(_missing_values)

        def _parse_image_augmentation(
            data: object,
        ) -> (
            FixedSettingsImageAugmentationType0
            | list[FixedSettingsImageAugmentationType1Item]
            | Unset
        ):
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                image_augmentation_type_0 = (
                    check_fixed_settings_image_augmentation_type_0(data)
                )

                return image_augmentation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, list):
                raise TypeError()
            image_augmentation_type_1 = []
            _image_augmentation_type_1 = data
            for image_augmentation_type_1_item_data in _image_augmentation_type_1:
                image_augmentation_type_1_item = (
                    check_fixed_settings_image_augmentation_type_1_item(
                        image_augmentation_type_1_item_data
                    )
                )

                image_augmentation_type_1.append(image_augmentation_type_1_item)

            return image_augmentation_type_1

        image_augmentation = _parse_image_augmentation(
            d.pop("imageAugmentation", UNSET)
        )

        _fold_kind = d.pop("foldKind", UNSET)
        fold_kind: FixedSettingsFoldKind | Unset
        if isinstance(_fold_kind, Unset):
            fold_kind = UNSET
        else:
            fold_kind = check_fixed_settings_fold_kind(_fold_kind)

        folds = d.pop("folds", UNSET)

        fold_repeats = d.pop("foldRepeats", UNSET)

        validation_share = d.pop("validationShare", UNSET)

        _search = d.pop("search", UNSET)
        search: FixedSettingsSearch | Unset
        if isinstance(_search, Unset):
            search = UNSET
        else:
            search = check_fixed_settings_search(_search)

        _final_model = d.pop("finalModel", UNSET)
        final_model: FixedSettingsFinalModel | Unset
        if isinstance(_final_model, Unset):
            final_model = UNSET
        else:
            final_model = check_fixed_settings_final_model(_final_model)

        fixed_settings = cls(
            task=task,
            loss=loss,
            huber_delta=huber_delta,
            focal_gamma=focal_gamma,
            focal_alpha=focal_alpha,
            output_activation=output_activation,
            output_units=output_units,
            prediction_range=prediction_range,
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
        )

        return fixed_settings
