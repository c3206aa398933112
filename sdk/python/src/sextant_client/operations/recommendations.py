"""Operations on recommendations."""

from .._api.api.recommendations import (
    create_recommendation as create_recommendation,
    create_recommendations as create_recommendations,
    export_model as export_model,
    export_recommendation as export_recommendation,
    get_recommendation as get_recommendation,
    get_report as get_report,
    list_recommendations as list_recommendations,
    override_setting as override_setting,
    predict as predict,
)
