from typing import Literal

RecommendationSettingsInitializerType0 = Literal[
    "dataDriven", "glorotUniform", "heNormal", "lecunNormal", "ntk"
]

RECOMMENDATION_SETTINGS_INITIALIZER_TYPE_0_VALUES: set[
    RecommendationSettingsInitializerType0
] = {
    "dataDriven",
    "glorotUniform",
    "heNormal",
    "lecunNormal",
    "ntk",
}


def check_recommendation_settings_initializer_type_0(
    value: str,
) -> RecommendationSettingsInitializerType0:
    if value in RECOMMENDATION_SETTINGS_INITIALIZER_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_INITIALIZER_TYPE_0_VALUES!r}"
    )
