from typing import Literal

ListCounterfactualsFacts = Literal[1, 2]

LIST_COUNTERFACTUALS_FACTS_VALUES: set[ListCounterfactualsFacts] = {
    1,
    2,
}


def check_list_counterfactuals_facts(value: int) -> ListCounterfactualsFacts:
    if value in LIST_COUNTERFACTUALS_FACTS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_COUNTERFACTUALS_FACTS_VALUES!r}"
    )
