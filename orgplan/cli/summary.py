"""What `orgplan plan` and `orgplan check` print."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from orgplan.analysis.attribution import LossIfRemoved
from orgplan.analysis.open_points import open_in_words
from orgplan.api import Checked, Result
from orgplan.deadline import Deadline
from orgplan.domain import Action, Strength
from orgplan.excel.write.content import wrapped
from orgplan.language import N_, _, in_clauses, ngettext
from orgplan.report.action_text import ActionText, action_text
from orgplan.report.audit.run import shown_name
from orgplan.report.headline import headline
from orgplan.report.musts import musts_open, open_of
from orgplan.report.optimality import distrusted, how_it_ended, witnesses
from orgplan.report.quantities import in_numbers, whole_units
from orgplan.report.reasons import hire_serves, serves_in_own_words
from orgplan.report.what_if_objects import CheckedObject

MOST_ROWS = 12
SHOWN = 0.5  # seconds of a phase, less than which are not said
MOST_REASONS = 2
MOST_POINTS = 3  # of each kind that `check` prints
SET_IN = "  "  # before further lines of a paragraph
BAD, WEAK, GOOD, QUIET = (
    "red",
    "yellow",
    "green",
    "dim",
)  # styles are seen on a terminal alone, and never with NO_COLOR


def print_planned(
    console: Console,
    planned: Result,
    written: Sequence[str],
    book: Path,
    until: Deadline,
    *,
    inside: bool = False,
) -> None:
    """The plan on one screen, in the words of Summary: what is asked for, what it buys, what stays
    open, where it is and what to do next.

    Parameters
    ----------
    console
        Where it is printed.
    planned
        The plan, redacted or not.
    written
        What was written where, in words, a line each.
    book
        The workbook that holds the plan, for the command that checks it.
    until
        When all of it was to be over.
    inside
        Whether the book is one of the user's own, in which the sheets of the plan are ``op_…``.
    """
    org, run, assessment = planned.org, planned.run, planned.assessment
    for line in run.first:
        _say(console, _("Check first: {line}", line=line), BAD)
    _say(console, org.name or shown_name(run), "bold")
    for line in headline(assessment):
        _say(console, line)
    _say(console, how_it_ended(run, org))
    for line in (*witnesses(run.parts), *distrusted(run.distrusted)):
        _say(console, line)
    _say(console, _sizes(planned))
    _print_actions(console, planned)
    print_open(console, planned)
    for line in run.next_steps:
        _say(console, _("Next: {line}", line=line))
    _print_notes(console, [note for note in run.notes if note not in run.first])
    for what in written:
        _copied(console, _("Wrote {what}", what=what))
    if seconds := _seconds(run.seconds):
        _say(console, seconds, QUIET)
    if until.spent > until.seconds + SHOWN:
        late = _(
            "All of it took {spent:.0f} seconds, {late:.0f} more than the limit: checking and"
            " writing took longer than was kept for them.",
            spent=until.spent,
            late=until.spent - until.seconds,
        )
        _say(console, late, QUIET)
    check = f"orgplan check {shlex.quote(str(book))}"
    alone = N_("Open it at Summary. After changes by hand: {command}")
    beside = N_("Open it at op_Summary. After changes by hand: {command}")
    sentence = _(beside if inside else alone, command=check)
    _copied(console, sentence, "bold")


def _print_notes(console: Console, notes: Sequence[str]) -> None:
    """What the reader noticed; of many the first, and how many more there are."""
    for note in notes[:MOST_ROWS]:
        _say(console, _("Note: {note}", note=note), QUIET)
    if len(notes) > MOST_ROWS:
        _say(
            console,
            ngettext(
                "… and {n} more note, on the sheet Run log",
                "… and {n} more notes, on the sheet Run log",
                len(notes) - MOST_ROWS,
            ),
        )


def _say(console: Console, text: str, style: str = "") -> None:
    """One paragraph: on a terminal broken between words, further lines set in; elsewhere whole, for
    whoever reads line by line.
    """
    room = console.width - len(SET_IN)
    lines = wrapped(text, room) if console.is_terminal else [text]
    _copied(console, f"\n{SET_IN}".join(lines), style)


def _copied(console: Console, text: str, style: str = "") -> None:
    """What may hold a path or a command, which no line may break."""
    console.print(text, style=style or None, soft_wrap=True)


PHASES = {
    "read": N_("reading {seconds:.0f}"),
    "build": N_("stating the model {seconds:.0f}"),
    "solve": N_("searching {seconds:.0f}"),
    "check": N_("checking {seconds:.0f}"),
    "next_steps": N_("pricing the next step {seconds:.0f}"),
    "write": N_("writing {seconds:.0f}"),
}


def _seconds(spent: Mapping[str, float]) -> str:
    """How the time was shared, in seconds; phases that took none are left out."""
    phases = [
        _(sentence, seconds=spent[phase])
        for phase, sentence in PHASES.items()
        if spent.get(phase, 0.0) >= SHOWN
    ]
    return _("Seconds: {phases}.", phases=in_clauses(phases)) if phases else ""


def _sizes(planned: Result) -> str:
    """Heads before and after, and all cost in the horizon."""
    org, assessment = planned.org, planned.assessment
    last = org.calendar.periods - 1
    opening, closing = (
        sum(of(row) for row in assessment.headcount if row.period == period)
        for period, of in ((0, attrgetter("opening")), (last, attrgetter("closing")))
    )
    return _(
        "Heads {opening} → {closing}; all cost in the horizon {cost} {currency}.",
        opening=f"{opening:g}",
        closing=f"{closing:g}",
        cost=f"{sum(cost.cents for cost in assessment.costs) / 100:,.2f}",
        currency=org.currency,
    )


def print_open(console: Console, planned: Result) -> None:
    """Say what a plan leaves open: musts first, shoulds as such.

    Parameters
    ----------
    console
        It is printed there.
    planned
        Read for what is broken; beyond a screenful only the number is said.
    """
    musts, shoulds = open_in_words(planned.assessment)
    shortfalls = [
        *((_("Open: {line}", line=line), BAD) for line in musts),
        *((_("Open (should): {line}", line=line), WEAK) for line in shoulds),
    ]
    for line, style in shortfalls[:MOST_ROWS]:
        _say(console, line, style)
    if len(shortfalls) > MOST_ROWS:
        more = len(shortfalls) - MOST_ROWS
        _say(
            console,
            ngettext(
                "… and {n} more line of open points, on the sheets Coverage and Rules",
                "… and {n} more lines of open points, on the sheets Coverage and Rules",
                more,
            ),
        )
    if not shortfalls:
        _say(console, _("Nothing stays open."), GOOD)


def _print_actions(console: Console, planned: Result) -> None:
    """Id, start and cost stand whole at any width; what is done, where and what for take the rest,
    line below line.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, justify in ((_("id"), "left"), (_("start"), "left"), (_("cost"), "right")):
        table.add_column(title, no_wrap=True, justify="right" if justify == "right" else "left")
    table.add_column(_("what, where and what for"), overflow="fold")
    assessment = planned.assessment

    def reasons(losses: Sequence[LossIfRemoved]) -> str:
        return serves_in_own_words(planned.org, losses, MOST_REASONS)

    decided = [
        _row(planned, row.hire, row.horizon, hire_serves(assessment, (row,), MOST_REASONS))
        for row in assessment.hires
    ] + [_row(planned, row.action, row.horizon, reasons(row.losses)) for row in assessment.changes]
    decided += [
        _row(planned, one, 0, reasons(assessment.losses[one.id]))
        for one in assessment.plan.takeovers
    ]
    begun = [
        _row(planned, row.training, row.cost, reasons(row.losses)) for row in assessment.trainings
    ]
    shown = [*decided[:MOST_ROWS], *begun[: max(0, MOST_ROWS - len(decided)) or 4]]
    for row in shown:
        what, where, day = row.text
        line = Text(in_clauses((what, where)) if where else what)
        if row.reasons:
            line.append(f"\n{row.reasons}", style=QUIET)
        table.add_row(row.id, f"{day}", row.cost, line)
    if shown:
        console.print(table)
    hidden = len(decided) + len(begun) - len(shown)
    if hidden > 0:
        _say(
            console,
            ngettext(
                "… and {n} more action in the workbook",
                "… and {n} more actions in the workbook",
                hidden,
            ),
        )


@dataclass(frozen=True)
class _ActionRow:
    """One action as it is printed."""

    id: str
    text: ActionText
    cost: str
    reasons: str


def _row(planned: Result, action: Action, cents: int, reasons: str) -> _ActionRow:
    return _ActionRow(
        action.id, action_text(planned.org, planned.plan, action), whole_units(cents), reasons
    )


def checked_object(checked: Checked) -> dict[str, object]:
    """What a check found, as JSON has it.

    Parameters
    ----------
    checked
        A plan workbook, judged again.

    Returns
    -------
    dict[str, object]
        Sentences in the language of the run, cost in plan currency.
    """
    return CheckedObject.plain_of(
        {
            "holds": checked.holds,
            "new_violations": checked.new_violations,
            "known_violations": checked.known_violations,
            "differences": checked.differences,
            "failed_checks": checked.failed_checks,
            "not_comparable": checked.not_comparable,
            "new_open_points": checked.new_open_points,
            "open_points": checked.open_points,
            "cost_in_horizon": checked.assessment.cost,
        }
    )


def print_checked(
    console: Console, checked: Checked, path: Path, *, quiet: bool, everything: bool = False
) -> None:
    """What a check comes to, then what is broken, what the workbook shows that is not so, and what
    stays open.

    Parameters
    ----------
    console
        Where it is printed.
    checked
        A plan workbook, judged again.
    path
        Read for its name.
    quiet
        Only what is wrong is printed.
    everything
        Every point that stays open, and not the first of them alone.
    """
    if not quiet:
        _print_verdict(console, checked, path)
    _print_new(console, checked, quiet=quiet)
    wrong = [_("Differs from the plan: {line}", line=line) for line in checked.differences]
    for line in (*wrong, *checked.failed_checks):
        _copied(console, line)
    known = [_("Already when the plan was made: {line}", line=x) for x in checked.known_violations]
    still = checked.open_points[len(checked.new_open_points) :]
    points = [_("Open (should, no violation): {line}", line=line) for line in still]
    for lines in (known, [] if quiet else points):
        shown = lines if everything or quiet else lines[:MOST_POINTS]
        for line in shown:
            _copied(console, line)
        if more := len(lines) - len(shown):
            _copied(console, _("… and {count} more lines like it; --all prints them", count=more))
    if not quiet:
        for line in checked.not_comparable:
            _copied(console, _("Note: {note}", note=line))


def _print_new(console: Console, checked: Checked, *, quiet: bool) -> None:
    """What the plan as it was made did not leave open: no long list of old points may hide it."""
    otherwise = _(", or judged differently by this version") if checked.not_comparable else ""
    must = N_("New since the plan was made{otherwise}: {line}")
    should = N_("New since the plan was made{otherwise} (should, no violation): {line}")
    points = [] if quiet else checked.new_open_points
    for sentence, lines in ((must, checked.new_violations), (should, points)):
        for line in lines:
            _copied(console, _(sentence, otherwise=otherwise, line=line))


def _print_verdict(console: Console, checked: Checked, path: Path) -> None:
    """What was checked and what it comes to, the cost, and how many differences there are."""
    done = in_numbers(checked.assessment) or _("no actions")
    sentence = _(
        "{file}: {actions}, checked without the solver: {verdict}.",
        file=path.name,
        actions=done,
        verdict=_verdict(checked),
    )
    _copied(console, sentence, "bold")
    if checked.open_points:
        _copied(
            console,
            ngettext(
                "{n} should stays open, which is no violation.",
                "{n} shoulds stay open, which is no violation.",
                open_of(checked.assessment, Strength.SHOULD),
            ),
        )
    if checked.differences:
        shown = ngettext(
            "{n} difference between what the workbook shows and what the plan comes to.",
            "{n} differences between what the workbook shows and what the plan comes to.",
            len(checked.differences),
        )
        _copied(console, shown)
    spent = sum(cost.cents for cost in checked.assessment.costs) / 100
    cost = _(
        "Cost over the horizon: {spent:,.2f} {currency}",
        spent=spent,
        currency=checked.assessment.org.currency,
    )
    _copied(console, cost)


def _verdict(checked: Checked) -> str:
    """What a check comes to; musts that were open when the plan was made are no violation of it."""
    new, open_musts = len(checked.new_violations), musts_open(checked.assessment)
    if new:
        violations = ngettext("{n} new violation", "{n} new violations", new)
        return _("; ").join(filter(None, (violations, open_musts)))
    if open_musts and checked.holds:
        return _("the plan is as it was written; {musts}, as when it was made", musts=open_musts)
    if checked.known_violations:
        count = len(checked.known_violations)
        return open_musts or ngettext("{n} violation", "{n} violations", count)
    return _("no limit is exceeded and no must is missed")
