from typing import Literal

RecommendationSettingsOptimizerType0 = Literal[
    "adadelta", "adagrad", "adam", "adamw", "momentum", "nesterov", "rmsprop", "sgd"
]

RECOMMENDATION_SETTINGS_OPTIMIZER_TYPE_0_VALUES: set[
    RecommendationSettingsOptimizerType0
] = {
    "adadelta",
    "adagrad",
    "adam",
    "adamw",
    "momentum",
    "nesterov",
    "rmsprop",
    "sgd",
}


def check_recommendation_settings_optimizer_type_0(
    value: str,
) -> RecommendationSettingsOptimizerType0:
    if value in RECOMMENDATION_SETTINGS_OPTIMIZER_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_OPTIMIZER_TYPE_0_VALUES!r}"
    )
