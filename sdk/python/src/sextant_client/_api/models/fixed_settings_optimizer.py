from typing import Literal

FixedSettingsOptimizer = Literal[
    "adadelta", "adagrad", "adam", "adamw", "momentum", "nesterov", "rmsprop", "sgd"
]

FIXED_SETTINGS_OPTIMIZER_VALUES: set[FixedSettingsOptimizer] = {
    "adadelta",
    "adagrad",
    "adam",
    "adamw",
    "momentum",
    "nesterov",
    "rmsprop",
    "sgd",
}


def check_fixed_settings_optimizer(value: str) -> FixedSettingsOptimizer:
    if value in FIXED_SETTINGS_OPTIMIZER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_OPTIMIZER_VALUES!r}"
    )
