"""Words of the page by their names in the template; the catalogue has them in other languages."""

from collections.abc import Mapping

from orgplan.language import N_, _, current

LABELS: Mapping[str, str] = {
    "title": N_("Headcount plan"),
    "hires": N_("Hires"),
    "courses": N_("Courses"),
    "moves": N_("Moves and exits"),
    "heads": N_("Headcount"),
    "cost": N_("Cost over the horizon"),
    "adds": N_("of which the plan adds"),
    "musts": N_("Musts open"),
    "ask": N_("What we hire"),
    "search": N_("Search"),
    "all_teams": N_("All teams"),
    "role": N_("Role"),
    "team": N_("Team"),
    "start": N_("Start"),
    "decide": N_("Decide by"),
    "money": N_("Cost"),
    "why": N_("Why"),
    "who": N_("Who"),
    "course": N_("Course"),
    "training": N_("Who learns what"),
    "coverage": N_("Coverage"),
    "now": N_("Today"),
    "idle": N_("If nothing is decided"),
    "planned": N_("With the plan"),
    "covered": N_("covered"),
    "nearly": N_("covered, within the tolerance"),
    "partly": N_("partly covered"),
    "short": N_("not covered"),
    "need": N_("Need"),
    "by_month": N_("Cost by month"),
    "month": N_("Month"),
    "with_plan": N_("with the plan"),
    "without": N_("if nothing is decided"),
    "left": N_("Left in the budget"),
    "over": N_("Over the budget"),
    "left_replaced": N_("Left if leavers are replaced"),
    "over_replaced": N_("Over the budget if leavers are replaced"),
    "of_budget": N_("of a budget of"),
    "at_once": N_("at once"),
    "by_period": N_("Headcount by team"),
    "open": N_("What stays open"),
    "nothing_open": N_("Nothing stays open."),
    "next": N_("What the next step would cost"),
    "frontier": N_("Efficient frontier"),
    "buys": N_("what it buys"),
    "drops": N_("what it does without"),
    "closes": N_("what it covers more of"),
    "opens": N_("what it covers less of"),
    "when": N_("When"),
    "decisions": N_("Decisions and starts"),
    "decided": N_("To decide"),
    "begins": N_("Begins"),
    "change": N_("What changes"),
    "org_chart": N_("Org chart"),
    "on_paper": N_(
        "On paper: who leads, and everybody whose place changes, at the end of the horizon. The"
        " page on a screen shows all."
    ),
    "at_end": N_("At the end of the plan"),
    "beside": N_("Plans beside each other"),
    "figure": N_("Figure"),
    "hires_each": N_("Who each plan hires"),
    "in_all": N_("in every plan"),
    "differs": N_("not in every plan"),
    "compared": N_("In brackets: more or less than in the first plan."),
    "made": N_("Made by orgplan on"),
    "no_hires": N_("The plan hires nobody."),
    "nothing_found": N_("No row matches."),
}
_TAGS = {"zh": "zh-CN"}  # of languages whose tag says more than their code


def labels() -> dict[str, str]:
    """Words of the page in the language of the run, and the language's tag under ``lang``."""
    tag = _TAGS.get(current(), current())
    return {"lang": tag} | {name: _(text) for name, text in LABELS.items()}
