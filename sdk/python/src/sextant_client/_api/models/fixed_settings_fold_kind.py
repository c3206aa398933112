from typing import Literal

FixedSettingsFoldKind = Literal["forward", "grouped", "holdout", "plain", "stratified"]

FIXED_SETTINGS_FOLD_KIND_VALUES: set[FixedSettingsFoldKind] = {
    "forward",
    "grouped",
    "holdout",
    "plain",
    "stratified",
}


def check_fixed_settings_fold_kind(value: str) -> FixedSettingsFoldKind:
    if value in FIXED_SETTINGS_FOLD_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_FOLD_KIND_VALUES!r}"
    )
