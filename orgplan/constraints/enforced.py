"""What rules enforce, in a sentence, and which of them ask nothing of anybody.

The sheet of rules in a result shows the sentence beside the rule's own words; checks of an input
warn of rules that ask nothing.
"""

from orgplan.domain import Organisation, Plan, PlanSimulation, Rule
from orgplan.language import _

from .family import RuleInWords, in_a_sentence
from .registry import rule_module_of
from .serving import rules_that_count
from .structure.words import condition


def what_is_enforced(org: Organisation, rule: Rule) -> str:
    """One sentence from what the rule says in its columns, whatever its own words are.

    Parameters
    ----------
    org
        Read for the labels of the periods in which the rule is in force.
    rule
        As it is executed. A family that does not word its rules is said by the first paragraph of
        its docstring, with the parameters that are filled in.

    Returns
    -------
    str
        Ends with a full stop, begins with a capital letter, in the language of the run.

    Examples
    --------
    >>> what_is_enforced(org, org.rule["span"])
    'Each of those who manage leads at most 12 people.'
    """
    module = rule_module_of(rule.family)
    if isinstance(module, RuleInWords):
        text = module.in_words(rule)
    else:
        own = {key: value for key, value in dict(rule).items() if key in module.PARAMETERS.own}
        figures = ", ".join(f"{key} {_plain(value)}" for key, value in own.items() if value)
        text = in_a_sentence(module).rstrip(".") + (f" ({figures})" if figures else "")
    sentence = _(
        "{text}{condition}{when}.", text=text, condition=condition(rule), when=_when(org, rule)
    )
    return sentence[:1].upper() + sentence[1:]


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _when(org: Organisation, rule: Rule) -> str:
    labels = org.calendar.labels
    if rule.first is not None and rule.first == rule.last:
        return _(", in {labels}", labels=labels[rule.first])
    since = _(", from {labels}", labels=labels[rule.first]) if rule.first else ""
    until = _(", to {labels}", labels=labels[rule.last]) if rule.last is not None else ""
    return since + until


def rules_that_ask_nothing(org: Organisation) -> tuple[Rule, ...]:
    """Rules that are switched on and judge nothing: no row at all, or none that is triggered though
    they state no condition.

    Parameters
    ----------
    org
        Judged with an empty plan, on the roster of today.

    Returns
    -------
    tuple[Rule, ...]
        In the order of the workbook. A rule with a condition counts only where no row at all is
        judged, since its condition may be reached once the plan has hired.

    Examples
    --------
    >>> from orgplan.constraints.structure.liaison import Liaison
    >>> rule = Liaison(id="R-1", scopes=(org.need["N-003"].scope,))
    >>> [one.id for one in rules_that_ask_nothing(org.replace(rules=(rule,)))]
    ['R-1']
    """
    rules = {rule.id: rule for rule in rules_that_count(org)}
    walk, judged, triggered = PlanSimulation(org, Plan()), set[str](), set[str]()
    for module in {rule.family: rule_module_of(rule.family) for rule in rules.values()}.values():
        for measure in module.measure(walk):
            judged.add(measure.key[0])
            if measure.triggered:
                triggered.add(measure.key[0])
    return tuple(
        rule
        for name, rule in rules.items()
        if name not in (judged if condition(rule) else triggered)
    )
