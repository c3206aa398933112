from typing import Literal

RecommendationSettingsFinalModelType0 = Literal["ensemble", "refit"]

RECOMMENDATION_SETTINGS_FINAL_MODEL_TYPE_0_VALUES: set[
    RecommendationSettingsFinalModelType0
] = {
    "ensemble",
    "refit",
}


def check_recommendation_settings_final_model_type_0(
    value: str,
) -> RecommendationSettingsFinalModelType0:
    if value in RECOMMENDATION_SETTINGS_FINAL_MODEL_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {RECOMMENDATION_SETTINGS_FINAL_MODEL_TYPE_0_VALUES!r}"
    )
