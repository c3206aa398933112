from typing import Literal

FixedSettingsSearch = Literal["grid", "halving", "random"]

FIXED_SETTINGS_SEARCH_VALUES: set[FixedSettingsSearch] = {
    "grid",
    "halving",
    "random",
}


def check_fixed_settings_search(value: str) -> FixedSettingsSearch:
    if value in FIXED_SETTINGS_SEARCH_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIXED_SETTINGS_SEARCH_VALUES!r}"
    )
