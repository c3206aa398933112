"""Contains all the data models used in inputs/outputs"""

from .advised import Advised
from .api_key import ApiKey
from .audit_entry import AuditEntry
from .audit_entry_page import AuditEntryPage
from .audit_verification import AuditVerification
from .audit_verification_findings_item import AuditVerificationFindingsItem
from .audit_verification_findings_item_code import AuditVerificationFindingsItemCode
from .audit_verification_findings_item_severity import (
    AuditVerificationFindingsItemSeverity,
)
from .audit_verification_keys import AuditVerificationKeys
from .audit_verification_notes import AuditVerificationNotes
from .checkpoint import Checkpoint
from .checkpoint_page import CheckpointPage
from .counterfactual import Counterfactual
from .counterfactual_changes_item import CounterfactualChangesItem
from .counterfactual_list import CounterfactualList
from .dataset import Dataset
from .dataset_import_request import DatasetImportRequest
from .dataset_page import DatasetPage
from .dataset_profile import DatasetProfile
from .dataset_profile_warnings_item import DatasetProfileWarningsItem
from .decided_difference import DecidedDifference
from .decided_difference_before_item import DecidedDifferenceBeforeItem
from .decision_activation import DecisionActivation
from .decision_activation_facts import DecisionActivationFacts
from .decision_activation_facts_before import DecisionActivationFactsBefore
from .decision_activation_outcome import DecisionActivationOutcome
from .decision_activation_schema_version import DecisionActivationSchemaVersion
from .decision_entry import DecisionEntry
from .decision_override import DecisionOverride
from .decision_override_facts import DecisionOverrideFacts
from .decision_override_outcome import DecisionOverrideOutcome
from .decision_override_schema_version import DecisionOverrideSchemaVersion
from .decision_page import DecisionPage
from .decision_recommendation import DecisionRecommendation
from .decision_recommendation_facts import DecisionRecommendationFacts
from .decision_recommendation_outcome import DecisionRecommendationOutcome
from .decision_recommendation_outcome_settings import (
    DecisionRecommendationOutcomeSettings,
)
from .decision_recommendation_outcome_settings_additional_property_type_0 import (
    DecisionRecommendationOutcomeSettingsAdditionalPropertyType0,
)
from .decision_recommendation_rule_set import DecisionRecommendationRuleSet
from .decision_recommendation_schema_version import DecisionRecommendationSchemaVersion
from .decision_recommendation_trace import DecisionRecommendationTrace
from .decision_recommendation_trace_other_slots import (
    DecisionRecommendationTraceOtherSlots,
)
from .decision_recommendation_trace_other_slots_additional_property_type_2 import (
    DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2,
)
from .decision_recommendation_trace_other_slots_additional_property_type_2_hit_policy import (
    DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy,
)
from .decision_recommendation_trace_other_slots_additional_property_type_2_losers_item_type_1 import (
    DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1,
)
from .decision_recommendation_trace_verbatim_item import (
    DecisionRecommendationTraceVerbatimItem,
)
from .decision_recommendation_trace_verbatim_item_conditions_item import (
    DecisionRecommendationTraceVerbatimItemConditionsItem,
)
from .decision_recommendation_trace_verbatim_item_conditions_item_outcome import (
    DecisionRecommendationTraceVerbatimItemConditionsItemOutcome,
)
from .decision_refinement import DecisionRefinement
from .decision_refinement_facts import DecisionRefinementFacts
from .decision_refinement_facts_evidence import DecisionRefinementFactsEvidence
from .decision_refinement_facts_evidence_best_rate_at_edge import (
    DecisionRefinementFactsEvidenceBestRateAtEdge,
)
from .decision_refinement_facts_evidence_gain_over_constant import (
    DecisionRefinementFactsEvidenceGainOverConstant,
)
from .decision_refinement_facts_evidence_last_kept_slot import (
    DecisionRefinementFactsEvidenceLastKeptSlot,
)
from .decision_refinement_outcome import DecisionRefinementOutcome
from .decision_refinement_schema_version import DecisionRefinementSchemaVersion
from .decision_shadow import DecisionShadow
from .decision_shadow_outcome import DecisionShadowOutcome
from .decision_shadow_schema_version import DecisionShadowSchemaVersion
from .decision_verdicts import DecisionVerdicts
from .decision_verdicts_facts import DecisionVerdictsFacts
from .decision_verdicts_outcome import DecisionVerdictsOutcome
from .decision_verdicts_outcome_effects import DecisionVerdictsOutcomeEffects
from .decision_verdicts_outcome_verdicts import DecisionVerdictsOutcomeVerdicts
from .decision_verdicts_outcome_verdicts_additional_property import (
    DecisionVerdictsOutcomeVerdictsAdditionalProperty,
)
from .decision_verdicts_schema_version import DecisionVerdictsSchemaVersion
from .erasure import Erasure
from .erasure_request import ErasureRequest
from .evidence_ledger import EvidenceLedger
from .explanation import Explanation
from .explanation_overrides_item import ExplanationOverridesItem
from .explanation_rule_set import ExplanationRuleSet
from .explanation_slots_item import ExplanationSlotsItem
from .explanation_trials_item import ExplanationTrialsItem
from .explanation_verdicts import ExplanationVerdicts
from .export_recommendation_format import ExportRecommendationFormat
from .fixed_settings import FixedSettings
from .fixed_settings_calibration import FixedSettingsCalibration
from .fixed_settings_class_weights import FixedSettingsClassWeights
from .fixed_settings_decision_threshold import FixedSettingsDecisionThreshold
from .fixed_settings_dropout_schedule import FixedSettingsDropoutSchedule
from .fixed_settings_final_model import FixedSettingsFinalModel
from .fixed_settings_fold_kind import FixedSettingsFoldKind
from .fixed_settings_hidden_activation import FixedSettingsHiddenActivation
from .fixed_settings_image_augmentation_type_0 import (
    FixedSettingsImageAugmentationType0,
)
from .fixed_settings_image_augmentation_type_1_item import (
    FixedSettingsImageAugmentationType1Item,
)
from .fixed_settings_initializer import FixedSettingsInitializer
from .fixed_settings_loss import FixedSettingsLoss
from .fixed_settings_missing_values import FixedSettingsMissingValues
from .fixed_settings_normalization import FixedSettingsNormalization
from .fixed_settings_numeric_scaling import FixedSettingsNumericScaling
from .fixed_settings_optimizer import FixedSettingsOptimizer
from .fixed_settings_output_activation import FixedSettingsOutputActivation
from .fixed_settings_output_bias import FixedSettingsOutputBias
from .fixed_settings_prediction_range import FixedSettingsPredictionRange
from .fixed_settings_primary_metric import FixedSettingsPrimaryMetric
from .fixed_settings_search import FixedSettingsSearch
from .fixed_settings_target_transform import FixedSettingsTargetTransform
from .fixed_settings_task import FixedSettingsTask
from .fixed_settings_weight_decay_schedule import FixedSettingsWeightDecaySchedule
from .key_page import KeyPage
from .key_request import KeyRequest
from .list_counterfactuals_facts import ListCounterfactualsFacts
from .list_counterfactuals_slot import ListCounterfactualsSlot
from .list_decisions_slot import ListDecisionsSlot
from .list_decisions_verdict import ListDecisionsVerdict
from .liveness import Liveness
from .liveness_status import LivenessStatus
from .mean_effect import MeanEffect
from .new_api_key import NewApiKey
from .open_api_document import OpenApiDocument
from .open_api_document_openapi import OpenApiDocumentOpenapi
from .override_request import OverrideRequest
from .override_request_slot import OverrideRequestSlot
from .prediction import Prediction
from .prediction_probabilities import PredictionProbabilities
from .prediction_request import PredictionRequest
from .prediction_request_rows_item import PredictionRequestRowsItem
from .predictions import Predictions
from .probe import Probe
from .probe_depth_start import ProbeDepthStart
from .probe_entry import ProbeEntry
from .probe_entry_status import ProbeEntryStatus
from .probe_error_type_0 import ProbeErrorType0
from .probe_page import ProbePage
from .probe_request import ProbeRequest
from .probe_request_depth_start import ProbeRequestDepthStart
from .probe_status import ProbeStatus
from .probe_stream_event import ProbeStreamEvent
from .probe_stream_event_event import ProbeStreamEventEvent
from .problem import Problem
from .problem_errors_item import ProblemErrorsItem
from .problem_type import ProblemType
from .profile import Profile
from .profile_class_counts import ProfileClassCounts
from .profile_columns import ProfileColumns
from .profile_hardware import ProfileHardware
from .profile_label_encoding import ProfileLabelEncoding
from .profile_metric import ProfileMetric
from .profile_modality import ProfileModality
from .profile_request import ProfileRequest
from .profile_target import ProfileTarget
from .profile_target_type import ProfileTargetType
from .profile_task import ProfileTask
from .prune_request import PruneRequest
from .pruning import Pruning
from .readiness import Readiness
from .readiness_status import ReadinessStatus
from .reading_request import ReadingRequest
from .reading_request_metric import ReadingRequestMetric
from .reading_request_task import ReadingRequestTask
from .recommendation import Recommendation
from .recommendation_advice_item import RecommendationAdviceItem
from .recommendation_advice_item_alternatives_item import (
    RecommendationAdviceItemAlternativesItem,
)
from .recommendation_advice_item_evidence import RecommendationAdviceItemEvidence
from .recommendation_advice_item_evidence_effect import (
    RecommendationAdviceItemEvidenceEffect,
)
from .recommendation_advice_item_origin import RecommendationAdviceItemOrigin
from .recommendation_advice_item_slot import RecommendationAdviceItemSlot
from .recommendation_advice_item_source_type_0 import (
    RecommendationAdviceItemSourceType0,
)
from .recommendation_advice_item_verdict import RecommendationAdviceItemVerdict
from .recommendation_batch import RecommendationBatch
from .recommendation_batch_request import RecommendationBatchRequest
from .recommendation_entry import RecommendationEntry
from .recommendation_page import RecommendationPage
from .recommendation_probe import RecommendationProbe
from .recommendation_probe_baselines_item import RecommendationProbeBaselinesItem
from .recommendation_probe_baselines_item_name import (
    RecommendationProbeBaselinesItemName,
)
from .recommendation_probe_baselines_item_score import (
    RecommendationProbeBaselinesItemScore,
)
from .recommendation_probe_baselines_item_score_metric import (
    RecommendationProbeBaselinesItemScoreMetric,
)
from .recommendation_probe_baselines_item_score_of import (
    RecommendationProbeBaselinesItemScoreOf,
)
from .recommendation_probe_data_slope import RecommendationProbeDataSlope
from .recommendation_probe_data_slope_more_data import (
    RecommendationProbeDataSlopeMoreData,
)
from .recommendation_probe_depth_start import RecommendationProbeDepthStart
from .recommendation_probe_final_model import RecommendationProbeFinalModel
from .recommendation_probe_final_model_kind import RecommendationProbeFinalModelKind
from .recommendation_probe_final_model_line import RecommendationProbeFinalModelLine
from .recommendation_probe_final_model_parts_item import (
    RecommendationProbeFinalModelPartsItem,
)
from .recommendation_probe_full_training import RecommendationProbeFullTraining
from .recommendation_probe_full_training_reasons_item import (
    RecommendationProbeFullTrainingReasonsItem,
)
from .recommendation_probe_learning_curves_item import (
    RecommendationProbeLearningCurvesItem,
)
from .recommendation_probe_out_of_fold_classes import (
    RecommendationProbeOutOfFoldClasses,
)
from .recommendation_probe_out_of_fold_classes_calibration_item import (
    RecommendationProbeOutOfFoldClassesCalibrationItem,
)
from .recommendation_probe_out_of_fold_classes_confusion import (
    RecommendationProbeOutOfFoldClassesConfusion,
)
from .recommendation_probe_out_of_fold_numbers import (
    RecommendationProbeOutOfFoldNumbers,
)
from .recommendation_probe_out_of_fold_numbers_residuals_item import (
    RecommendationProbeOutOfFoldNumbersResidualsItem,
)
from .recommendation_probe_plan_item import RecommendationProbePlanItem
from .recommendation_probe_status import RecommendationProbeStatus
from .recommendation_probe_trials_item import RecommendationProbeTrialsItem
from .recommendation_probe_trials_item_settings import (
    RecommendationProbeTrialsItemSettings,
)
from .recommendation_profile import RecommendationProfile
from .recommendation_profile_categories import RecommendationProfileCategories
from .recommendation_profile_class_counts import RecommendationProfileClassCounts
from .recommendation_profile_columns import RecommendationProfileColumns
from .recommendation_profile_constraints import RecommendationProfileConstraints
from .recommendation_profile_hardware import RecommendationProfileHardware
from .recommendation_profile_label_encoding import RecommendationProfileLabelEncoding
from .recommendation_profile_metric import RecommendationProfileMetric
from .recommendation_profile_modality import RecommendationProfileModality
from .recommendation_profile_target import RecommendationProfileTarget
from .recommendation_profile_target_type import RecommendationProfileTargetType
from .recommendation_profile_task import RecommendationProfileTask
from .recommendation_request import RecommendationRequest
from .recommendation_request_constraints import RecommendationRequestConstraints
from .recommendation_request_dataset import RecommendationRequestDataset
from .recommendation_request_dataset_metric import RecommendationRequestDatasetMetric
from .recommendation_request_dataset_task import RecommendationRequestDatasetTask
from .recommendation_request_probe import RecommendationRequestProbe
from .recommendation_request_probe_depth_start import (
    RecommendationRequestProbeDepthStart,
)
from .recommendation_request_probe_metric import RecommendationRequestProbeMetric
from .recommendation_request_probe_search import RecommendationRequestProbeSearch
from .recommendation_rule_set import RecommendationRuleSet
from .recommendation_settings import RecommendationSettings
from .recommendation_settings_calibration_type_0 import (
    RecommendationSettingsCalibrationType0,
)
from .recommendation_settings_categorical_encoding_type_0 import (
    RecommendationSettingsCategoricalEncodingType0,
)
from .recommendation_settings_class_weights_type_0 import (
    RecommendationSettingsClassWeightsType0,
)
from .recommendation_settings_decision_threshold_type_0 import (
    RecommendationSettingsDecisionThresholdType0,
)
from .recommendation_settings_dropout_schedule_type_0 import (
    RecommendationSettingsDropoutScheduleType0,
)
from .recommendation_settings_early_stopping_type_0 import (
    RecommendationSettingsEarlyStoppingType0,
)
from .recommendation_settings_final_model_type_0 import (
    RecommendationSettingsFinalModelType0,
)
from .recommendation_settings_fold_kind_type_0 import (
    RecommendationSettingsFoldKindType0,
)
from .recommendation_settings_hidden_activation_type_0 import (
    RecommendationSettingsHiddenActivationType0,
)
from .recommendation_settings_image_augmentation_type_0_type_1_item import (
    RecommendationSettingsImageAugmentationType0Type1Item,
)
from .recommendation_settings_initializer_type_0 import (
    RecommendationSettingsInitializerType0,
)
from .recommendation_settings_learning_rate_schedule_type_0 import (
    RecommendationSettingsLearningRateScheduleType0,
)
from .recommendation_settings_learning_rate_schedule_type_0_name import (
    RecommendationSettingsLearningRateScheduleType0Name,
)
from .recommendation_settings_loss_type_0 import RecommendationSettingsLossType0
from .recommendation_settings_metrics_type_0_item import (
    RecommendationSettingsMetricsType0Item,
)
from .recommendation_settings_missing_values_type_0 import (
    RecommendationSettingsMissingValuesType0,
)
from .recommendation_settings_normalization_type_0 import (
    RecommendationSettingsNormalizationType0,
)
from .recommendation_settings_numeric_embedding_type_0 import (
    RecommendationSettingsNumericEmbeddingType0,
)
from .recommendation_settings_numeric_embedding_type_0_kind import (
    RecommendationSettingsNumericEmbeddingType0Kind,
)
from .recommendation_settings_numeric_scaling_type_0 import (
    RecommendationSettingsNumericScalingType0,
)
from .recommendation_settings_optimizer_type_0 import (
    RecommendationSettingsOptimizerType0,
)
from .recommendation_settings_output_activation_type_0 import (
    RecommendationSettingsOutputActivationType0,
)
from .recommendation_settings_output_bias_type_0 import (
    RecommendationSettingsOutputBiasType0,
)
from .recommendation_settings_prediction_range_type_0 import (
    RecommendationSettingsPredictionRangeType0,
)
from .recommendation_settings_primary_metric_type_0 import (
    RecommendationSettingsPrimaryMetricType0,
)
from .recommendation_settings_search_type_0 import RecommendationSettingsSearchType0
from .recommendation_settings_target_transform_type_0 import (
    RecommendationSettingsTargetTransformType0,
)
from .recommendation_settings_task_type_0 import RecommendationSettingsTaskType0
from .recommendation_settings_trials_type_0_item import (
    RecommendationSettingsTrialsType0Item,
)
from .recommendation_settings_warnings_type_0_item import (
    RecommendationSettingsWarningsType0Item,
)
from .recommendation_settings_weight_decay_schedule_type_0 import (
    RecommendationSettingsWeightDecayScheduleType0,
)
from .recommendation_test import RecommendationTest
from .replay import Replay
from .replay_outcome import ReplayOutcome
from .replay_reason import ReplayReason
from .replay_reason_code import ReplayReasonCode
from .replay_recorded import ReplayRecorded
from .replay_request import ReplayRequest
from .report import Report
from .report_data import ReportData
from .report_evidence import ReportEvidence
from .report_figures_item import ReportFiguresItem
from .report_model_card_item import ReportModelCardItem
from .report_reproduce import ReportReproduce
from .report_settings_item import ReportSettingsItem
from .report_warnings_item import ReportWarningsItem
from .rule import Rule
from .rule_entry import RuleEntry
from .rule_evidence import RuleEvidence
from .rule_evidence_confirmed_share_type_0 import RuleEvidenceConfirmedShareType0
from .rule_evidence_effects import RuleEvidenceEffects
from .rule_evidence_entry import RuleEvidenceEntry
from .rule_evidence_entry_confirmed_share_type_0 import (
    RuleEvidenceEntryConfirmedShareType0,
)
from .rule_evidence_looked import RuleEvidenceLooked
from .rule_evidence_verdicts import RuleEvidenceVerdicts
from .rule_finding import RuleFinding
from .rule_finding_kind import RuleFindingKind
from .rule_finding_witness import RuleFindingWitness
from .rule_input import RuleInput
from .rule_input_source import RuleInputSource
from .rule_input_when import RuleInputWhen
from .rule_list import RuleList
from .rule_list_rule_set import RuleListRuleSet
from .rule_set import RuleSet
from .rule_set_details import RuleSetDetails
from .rule_set_details_kind import RuleSetDetailsKind
from .rule_set_details_proof_type_0 import RuleSetDetailsProofType0
from .rule_set_details_shadow_type_0 import RuleSetDetailsShadowType0
from .rule_set_details_shadow_type_0_by_slot import RuleSetDetailsShadowType0BySlot
from .rule_set_details_status import RuleSetDetailsStatus
from .rule_set_diff import RuleSetDiff
from .rule_set_diff_cells_type_0 import RuleSetDiffCellsType0
from .rule_set_diff_cells_type_0_slots_item import RuleSetDiffCellsType0SlotsItem
from .rule_set_diff_cells_type_0_slots_item_after_type_0 import (
    RuleSetDiffCellsType0SlotsItemAfterType0,
)
from .rule_set_diff_cells_type_0_slots_item_before_type_0 import (
    RuleSetDiffCellsType0SlotsItemBeforeType0,
)
from .rule_set_diff_cells_type_0_slots_item_facts import (
    RuleSetDiffCellsType0SlotsItemFacts,
)
from .rule_set_diff_decisions_type_0 import RuleSetDiffDecisionsType0
from .rule_set_diff_decisions_type_0_slots_item import (
    RuleSetDiffDecisionsType0SlotsItem,
)
from .rule_set_diff_decisions_type_0_slots_item_examples_item import (
    RuleSetDiffDecisionsType0SlotsItemExamplesItem,
)
from .rule_set_kind import RuleSetKind
from .rule_set_lint import RuleSetLint
from .rule_set_page import RuleSetPage
from .rule_set_reference import RuleSetReference
from .rule_set_request import RuleSetRequest
from .rule_set_request_conditions import RuleSetRequestConditions
from .rule_set_request_conditions_additional_property import (
    RuleSetRequestConditionsAdditionalProperty,
)
from .rule_set_status import RuleSetStatus
from .rule_source import RuleSource
from .rule_when import RuleWhen
from .scope import Scope
from .simulation import Simulation
from .simulation_request import SimulationRequest
from .simulation_request_changes import SimulationRequestChanges
from .upload_dataset_files_body import UploadDatasetFilesBody

__all__ = (
    "Advised",
    "ApiKey",
    "AuditEntry",
    "AuditEntryPage",
    "AuditVerification",
    "AuditVerificationFindingsItem",
    "AuditVerificationFindingsItemCode",
    "AuditVerificationFindingsItemSeverity",
    "AuditVerificationKeys",
    "AuditVerificationNotes",
    "Checkpoint",
    "CheckpointPage",
    "Counterfactual",
    "CounterfactualChangesItem",
    "CounterfactualList",
    "Dataset",
    "DatasetImportRequest",
    "DatasetPage",
    "DatasetProfile",
    "DatasetProfileWarningsItem",
    "DecidedDifference",
    "DecidedDifferenceBeforeItem",
    "DecisionActivation",
    "DecisionActivationFacts",
    "DecisionActivationFactsBefore",
    "DecisionActivationOutcome",
    "DecisionActivationSchemaVersion",
    "DecisionEntry",
    "DecisionOverride",
    "DecisionOverrideFacts",
    "DecisionOverrideOutcome",
    "DecisionOverrideSchemaVersion",
    "DecisionPage",
    "DecisionRecommendation",
    "DecisionRecommendationFacts",
    "DecisionRecommendationOutcome",
    "DecisionRecommendationOutcomeSettings",
    "DecisionRecommendationOutcomeSettingsAdditionalPropertyType0",
    "DecisionRecommendationRuleSet",
    "DecisionRecommendationSchemaVersion",
    "DecisionRecommendationTrace",
    "DecisionRecommendationTraceOtherSlots",
    "DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2",
    "DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2HitPolicy",
    "DecisionRecommendationTraceOtherSlotsAdditionalPropertyType2LosersItemType1",
    "DecisionRecommendationTraceVerbatimItem",
    "DecisionRecommendationTraceVerbatimItemConditionsItem",
    "DecisionRecommendationTraceVerbatimItemConditionsItemOutcome",
    "DecisionRefinement",
    "DecisionRefinementFacts",
    "DecisionRefinementFactsEvidence",
    "DecisionRefinementFactsEvidenceBestRateAtEdge",
    "DecisionRefinementFactsEvidenceGainOverConstant",
    "DecisionRefinementFactsEvidenceLastKeptSlot",
    "DecisionRefinementOutcome",
    "DecisionRefinementSchemaVersion",
    "DecisionShadow",
    "DecisionShadowOutcome",
    "DecisionShadowSchemaVersion",
    "DecisionVerdicts",
    "DecisionVerdictsFacts",
    "DecisionVerdictsOutcome",
    "DecisionVerdictsOutcomeEffects",
    "DecisionVerdictsOutcomeVerdicts",
    "DecisionVerdictsOutcomeVerdictsAdditionalProperty",
    "DecisionVerdictsSchemaVersion",
    "Erasure",
    "ErasureRequest",
    "EvidenceLedger",
    "Explanation",
    "ExplanationOverridesItem",
    "ExplanationRuleSet",
    "ExplanationSlotsItem",
    "ExplanationTrialsItem",
    "ExplanationVerdicts",
    "ExportRecommendationFormat",
    "FixedSettings",
    "FixedSettingsCalibration",
    "FixedSettingsClassWeights",
    "FixedSettingsDecisionThreshold",
    "FixedSettingsDropoutSchedule",
    "FixedSettingsFinalModel",
    "FixedSettingsFoldKind",
    "FixedSettingsHiddenActivation",
    "FixedSettingsImageAugmentationType0",
    "FixedSettingsImageAugmentationType1Item",
    "FixedSettingsInitializer",
    "FixedSettingsLoss",
    "FixedSettingsMissingValues",
    "FixedSettingsNormalization",
    "FixedSettingsNumericScaling",
    "FixedSettingsOptimizer",
    "FixedSettingsOutputActivation",
    "FixedSettingsOutputBias",
    "FixedSettingsPredictionRange",
    "FixedSettingsPrimaryMetric",
    "FixedSettingsSearch",
    "FixedSettingsTargetTransform",
    "FixedSettingsTask",
    "FixedSettingsWeightDecaySchedule",
    "KeyPage",
    "KeyRequest",
    "ListCounterfactualsFacts",
    "ListCounterfactualsSlot",
    "ListDecisionsSlot",
    "ListDecisionsVerdict",
    "Liveness",
    "LivenessStatus",
    "MeanEffect",
    "NewApiKey",
    "OpenApiDocument",
    "OpenApiDocumentOpenapi",
    "OverrideRequest",
    "OverrideRequestSlot",
    "Prediction",
    "PredictionProbabilities",
    "PredictionRequest",
    "PredictionRequestRowsItem",
    "Predictions",
    "Probe",
    "ProbeDepthStart",
    "ProbeEntry",
    "ProbeEntryStatus",
    "ProbeErrorType0",
    "ProbePage",
    "ProbeRequest",
    "ProbeRequestDepthStart",
    "ProbeStatus",
    "ProbeStreamEvent",
    "ProbeStreamEventEvent",
    "Problem",
    "ProblemErrorsItem",
    "ProblemType",
    "Profile",
    "ProfileClassCounts",
    "ProfileColumns",
    "ProfileHardware",
    "ProfileLabelEncoding",
    "ProfileMetric",
    "ProfileModality",
    "ProfileRequest",
    "ProfileTarget",
    "ProfileTargetType",
    "ProfileTask",
    "PruneRequest",
    "Pruning",
    "Readiness",
    "ReadinessStatus",
    "ReadingRequest",
    "ReadingRequestMetric",
    "ReadingRequestTask",
    "Recommendation",
    "RecommendationAdviceItem",
    "RecommendationAdviceItemAlternativesItem",
    "RecommendationAdviceItemEvidence",
    "RecommendationAdviceItemEvidenceEffect",
    "RecommendationAdviceItemOrigin",
    "RecommendationAdviceItemSlot",
    "RecommendationAdviceItemSourceType0",
    "RecommendationAdviceItemVerdict",
    "RecommendationBatch",
    "RecommendationBatchRequest",
    "RecommendationEntry",
    "RecommendationPage",
    "RecommendationProbe",
    "RecommendationProbeBaselinesItem",
    "RecommendationProbeBaselinesItemName",
    "RecommendationProbeBaselinesItemScore",
    "RecommendationProbeBaselinesItemScoreMetric",
    "RecommendationProbeBaselinesItemScoreOf",
    "RecommendationProbeDataSlope",
    "RecommendationProbeDataSlopeMoreData",
    "RecommendationProbeDepthStart",
    "RecommendationProbeFinalModel",
    "RecommendationProbeFinalModelKind",
    "RecommendationProbeFinalModelLine",
    "RecommendationProbeFinalModelPartsItem",
    "RecommendationProbeFullTraining",
    "RecommendationProbeFullTrainingReasonsItem",
    "RecommendationProbeLearningCurvesItem",
    "RecommendationProbeOutOfFoldClasses",
    "RecommendationProbeOutOfFoldClassesCalibrationItem",
    "RecommendationProbeOutOfFoldClassesConfusion",
    "RecommendationProbeOutOfFoldNumbers",
    "RecommendationProbeOutOfFoldNumbersResidualsItem",
    "RecommendationProbePlanItem",
    "RecommendationProbeStatus",
    "RecommendationProbeTrialsItem",
    "RecommendationProbeTrialsItemSettings",
    "RecommendationProfile",
    "RecommendationProfileCategories",
    "RecommendationProfileClassCounts",
    "RecommendationProfileColumns",
    "RecommendationProfileConstraints",
    "RecommendationProfileHardware",
    "RecommendationProfileLabelEncoding",
    "RecommendationProfileMetric",
    "RecommendationProfileModality",
    "RecommendationProfileTarget",
    "RecommendationProfileTargetType",
    "RecommendationProfileTask",
    "RecommendationRequest",
    "RecommendationRequestConstraints",
    "RecommendationRequestDataset",
    "RecommendationRequestDatasetMetric",
    "RecommendationRequestDatasetTask",
    "RecommendationRequestProbe",
    "RecommendationRequestProbeDepthStart",
    "RecommendationRequestProbeMetric",
    "RecommendationRequestProbeSearch",
    "RecommendationRuleSet",
    "RecommendationSettings",
    "RecommendationSettingsCalibrationType0",
    "RecommendationSettingsCategoricalEncodingType0",
    "RecommendationSettingsClassWeightsType0",
    "RecommendationSettingsDecisionThresholdType0",
    "RecommendationSettingsDropoutScheduleType0",
    "RecommendationSettingsEarlyStoppingType0",
    "RecommendationSettingsFinalModelType0",
    "RecommendationSettingsFoldKindType0",
    "RecommendationSettingsHiddenActivationType0",
    "RecommendationSettingsImageAugmentationType0Type1Item",
    "RecommendationSettingsInitializerType0",
    "RecommendationSettingsLearningRateScheduleType0",
    "RecommendationSettingsLearningRateScheduleType0Name",
    "RecommendationSettingsLossType0",
    "RecommendationSettingsMetricsType0Item",
    "RecommendationSettingsMissingValuesType0",
    "RecommendationSettingsNormalizationType0",
    "RecommendationSettingsNumericEmbeddingType0",
    "RecommendationSettingsNumericEmbeddingType0Kind",
    "RecommendationSettingsNumericScalingType0",
    "RecommendationSettingsOptimizerType0",
    "RecommendationSettingsOutputActivationType0",
    "RecommendationSettingsOutputBiasType0",
    "RecommendationSettingsPredictionRangeType0",
    "RecommendationSettingsPrimaryMetricType0",
    "RecommendationSettingsSearchType0",
    "RecommendationSettingsTargetTransformType0",
    "RecommendationSettingsTaskType0",
    "RecommendationSettingsTrialsType0Item",
    "RecommendationSettingsWarningsType0Item",
    "RecommendationSettingsWeightDecayScheduleType0",
    "RecommendationTest",
    "Replay",
    "ReplayOutcome",
    "ReplayReason",
    "ReplayReasonCode",
    "ReplayRecorded",
    "ReplayRequest",
    "Report",
    "ReportData",
    "ReportEvidence",
    "ReportFiguresItem",
    "ReportModelCardItem",
    "ReportReproduce",
    "ReportSettingsItem",
    "ReportWarningsItem",
    "Rule",
    "RuleEntry",
    "RuleEvidence",
    "RuleEvidenceConfirmedShareType0",
    "RuleEvidenceEffects",
    "RuleEvidenceEntry",
    "RuleEvidenceEntryConfirmedShareType0",
    "RuleEvidenceLooked",
    "RuleEvidenceVerdicts",
    "RuleFinding",
    "RuleFindingKind",
    "RuleFindingWitness",
    "RuleInput",
    "RuleInputSource",
    "RuleInputWhen",
    "RuleList",
    "RuleListRuleSet",
    "RuleSet",
    "RuleSetDetails",
    "RuleSetDetailsKind",
    "RuleSetDetailsProofType0",
    "RuleSetDetailsShadowType0",
    "RuleSetDetailsShadowType0BySlot",
    "RuleSetDetailsStatus",
    "RuleSetDiff",
    "RuleSetDiffCellsType0",
    "RuleSetDiffCellsType0SlotsItem",
    "RuleSetDiffCellsType0SlotsItemAfterType0",
    "RuleSetDiffCellsType0SlotsItemBeforeType0",
    "RuleSetDiffCellsType0SlotsItemFacts",
    "RuleSetDiffDecisionsType0",
    "RuleSetDiffDecisionsType0SlotsItem",
    "RuleSetDiffDecisionsType0SlotsItemExamplesItem",
    "RuleSetKind",
    "RuleSetLint",
    "RuleSetPage",
    "RuleSetReference",
    "RuleSetRequest",
    "RuleSetRequestConditions",
    "RuleSetRequestConditionsAdditionalProperty",
    "RuleSetStatus",
    "RuleSource",
    "RuleWhen",
    "Scope",
    "Simulation",
    "SimulationRequest",
    "SimulationRequestChanges",
    "UploadDatasetFilesBody",
)
