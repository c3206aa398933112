"""Operations on decisions."""

from .._api.api.decisions import (
    explain_decision as explain_decision,
    get_decision as get_decision,
    list_counterfactuals as list_counterfactuals,
    list_decisions as list_decisions,
    replay_decision as replay_decision,
    simulate as simulate,
)
