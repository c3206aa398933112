"""Operations on rules."""

from .._api.api.rules import (
    activate_rule_set as activate_rule_set,
    create_rule_set as create_rule_set,
    diff_rule_sets as diff_rule_sets,
    get_rule as get_rule,
    get_rule_evidence as get_rule_evidence,
    get_rule_set as get_rule_set,
    get_rules_page as get_rules_page,
    lint_rule_set as lint_rule_set,
    list_rule_evidence as list_rule_evidence,
    list_rule_sets as list_rule_sets,
    list_rules as list_rules,
    start_shadow as start_shadow,
    stop_shadow as stop_shadow,
)
