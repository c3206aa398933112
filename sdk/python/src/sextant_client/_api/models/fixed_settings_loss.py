from typing import Literal

FixedSettingsLoss = Literal[
    "binaryCrossentropy",
    "categoricalCrossentropy",
    "focal",
    "huber",
    "meanAbsoluteError",
    "meanSquaredError",
    "ordinalCrossentropy",
    "poisson",
    "sparseCategoricalCrossentropy",
]

FIXED_SETTINGS_LOSS_VALUES: set[FixedSettingsLoss] = {
    "binaryCrossentropy",
    "categoricalCrossentropy",
    "focal",
    "huber",
    "meanAbsoluteError",
    "meanSquaredError",
    "ordinalCrossentropy",
    "poisson",
    "sparseCategoricalCrossentropy",
}


def check_fixed_settings_loss(value: str) -> FixedSettingsLoss:
    if value in FIXED_SETTINGS_LOSS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_LOSS_VALUES!r}"
    )
