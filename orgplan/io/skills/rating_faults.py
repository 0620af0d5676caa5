"""Ratings that cannot be read, stand twice, or are of people who are not on the roster."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.domain import MAX_PROFICIENCY
from orgplan.excel.read import ErrorValue, Findings, Raw, Unreadable, fold, listed, quote, to_text
from orgplan.language import N_, _, in_a_row
from orgplan.schema.scales import (
    SCALE_OF,
    YES_NO,
    Scale,
    fits,
    is_none,
    mark_of,
    proposals,
)

from ..inputs.roster import Roster
from ..terms.skill_names import SkillNames
from .own_scale import NO_SCALE
from .skill_ratings import Named, SkillSheet, WrittenRating
from .skill_words import Rater

_NO_SKILL = N_("If the column is not a skill, give it a header such as note, or delete it.")
_FEW = 3  # unknown people that are each reported by name
_RANGE = re.compile(r"[(（\[]\s*(?P<low>[01])\s*[-–—~～至到]\s*(?P<high>\d{1,3})\s*[)）\]]")
_ENOUGH = 8  # ratings from which their highest says something about the scale


@dataclass(frozen=True)
class ChosenScale:
    """The scale of the sheets of skills, and why it is that one.

    Attributes
    ----------
    scale
        One for all sheets of skills.
    why
        In a few words, for faults about a level.
    assumed
        Whether nothing in the workbook says so.
    """

    scale: Scale
    why: str
    assumed: bool = False


def signs_of(written: Iterable[WrittenRating]) -> list[str | float | bool]:
    """What is rated, as it stands: texts and numbers.

    Parameters
    ----------
    written
        Ratings of any sheets. Dates and errors are left out: no scale has them.
    """
    return [rating.raw for rating in written if isinstance(rating.raw, (str, int, float))]


def ask_about_low(written: Sequence[WrittenRating], findings: Findings) -> None:
    """Ratings that stop early may be on a shorter scale, on which their highest means more.

    Parameters
    ----------
    written
        Ratings of all sheets; fewer than eight say nothing about the scale, and neither do zeros
        and blanks.
    findings
        Takes a fault where nobody is above 1, for 1 may be *yes*, and a note that is sentence first
        where nobody is above 2 or 3.
    """
    given = [sign for sign in signs_of(written) if not is_none(sign)]
    if len(given) < _ENOUGH or not fits(SCALE_OF["0-5"], given):
        return
    first, highest = written[0], max(int(mark_of(sign)[:1]) for sign in given)
    if highest == 1:
        fix = _(
            "Put 'Skill scale' on Settings: {YES_NO} ({meaning}), or 0-5 if 1 means aware.",
            YES_NO=YES_NO,
            meaning=_(SCALE_OF[YES_NO].meaning),
        )
        sentence = _("{count} ratings, none above 1", count=len(given))
        findings.fault(
            first.sheet,
            first.address,
            sentence,
            _("ratings that can be read in one way only"),
            fix,
            quoted=False,
        )
    elif highest in (2, 3):
        shorter = SCALE_OF["0-3"]
        text = _(
            "no rating is above {highest}: they were read on the scale 0-5; if yours is 0-3"
            " ({shorter}), put 'Skill scale' = 0-3 on Settings",
            highest=highest,
            shorter=_(shorter.meaning),
        )
        findings.note(first.sheet, first.address, text, first=True)


def refuse_unknown_people(written: Iterable[WrittenRating], roster: Roster) -> None:
    """One fault for each of a few unknown people, one for many; one for all ratings of nobody.

    Parameters
    ----------
    written
        Ratings of all sheets, those of the roster's own columns too.
    roster
        Its findings take the faults. People it has left out, for they have left, are no unknown
        ones; where it has no rows at all, only ratings of nobody are reported.
    """
    unknown: dict[str, WrittenRating] = {}
    blank: dict[str, list[WrittenRating]] = {}
    for rating in written:
        if rating.whose is None:
            blank.setdefault(rating.sheet, []).append(rating)
        elif rating.person is None and not roster.has_left(rating.whose.text):
            unknown.setdefault(fold(rating.whose.text), rating)
    for sheet, ratings in blank.items():
        raw, count = quote(to_text(ratings[0].raw)), len(ratings) - 1
        sentence = (
            _("nothing beside {raw} and {count} more ratings", raw=raw, count=count)
            if count
            else _("nothing beside {raw}", raw=raw)
        )
        fix = _(
            "Fill in person ID in each row; a name that applies to the rows below it has to be"
            " repeated in each of them."
        )
        roster.findings.fault(
            sheet, ratings[0].address, sentence, _("whose rating it is"), fix, quoted=False
        )
    if not roster.rows:
        return
    first = next(iter(unknown.values()), None)
    if first is None or first.whose is None:
        return
    if len(unknown) <= _FEW:
        for rating in unknown.values():
            if rating.whose is not None:
                roster.findings.fault(
                    rating.sheet,
                    rating.whose.address,
                    rating.whose.text,
                    *roster.unknown(rating.whose.text),
                )
        return
    people = listed(quote(rating.whose.text) for rating in unknown.values() if rating.whose)
    fix = _("Add them to the roster, correct the names, or delete their rows.")
    roster.findings.fault(
        first.sheet, first.whose.address, people, _("people of the roster"), fix, quoted=False
    )


def cause(raw: Raw) -> str:
    """What is wrong with a rating, so that all that are alike are one fault.

    Parameters
    ----------
    raw
        A rating that the scale does not have.

    Returns
    -------
    str
        ``error``, ``number``, ``between`` (a number with a part after the point) or ``text``: for
        grouping, never shown.

    Examples
    --------
    >>> cause(7), cause(2.5), cause("good"), cause(ErrorValue("#N/A"))
    ('number', 'between', 'text', 'error')
    """
    if isinstance(raw, ErrorValue):
        return "error"
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return "number" if float(raw).is_integer() else "between"
    return "text"


def more(count: int) -> str:
    """How many more there are, in words.

    Parameters
    ----------
    count
        Without the one that is named; nothing is said of 0 and less.

    Examples
    --------
    >>> more(3), more(0)
    (' and 3 more', '')
    """
    return _(" and {count} more", count=count) if count > 0 else ""


def refuse_rating(
    unreadable: list[tuple[WrittenRating, Unreadable]],
    written: Sequence[WrittenRating],
    chosen: ChosenScale,
    findings: Findings,
) -> None:
    """One fault for ratings that the scale does not have, with the scale that would, or with what
    to type.

    Parameters
    ----------
    unreadable
        Ratings of one cause, each with what is wrong with it; not empty. The fault stands at the
        first.
    written
        All ratings, to find a scale that has every one of them.
    chosen
        The scale on which they were read, whose `why` the fault gives.
    findings
        Takes the fault.
    """
    first, problem = unreadable[0]
    sentence = quote(first.raw) + more(len(unreadable) - 1)
    different = list(dict.fromkeys(to_text(rating.raw) for rating, _ in unreadable))
    if len(different) > 1:
        sentence = _("{name} ({id})", name=sentence, id=listed(different))
    expected = _("; ").join((problem.expected, chosen.why))
    scale, fix = _fix(unreadable, written, chosen, different)
    findings.fault(
        first.sheet,
        first.address,
        sentence,
        expected,
        fix,
        quoted=False,
        cause=f"{NO_SCALE}: {cause(first.raw)}" if scale else "",
    )


def _fix(
    unreadable: list[tuple[WrittenRating, Unreadable]],
    written: Sequence[WrittenRating],
    chosen: ChosenScale,
    different: list[str],
) -> tuple[bool, str]:
    """Whether a sheet Scale would mend it, and what to do."""
    first, problem = unreadable[0]
    wide = f" {_(_NO_SKILL)}" if first.wide else ""
    others = [scale for scale in proposals(signs_of(written)) if scale.name != chosen.scale.name]
    if isinstance(first.raw, ErrorValue):
        return False, _("The cell shows an error: fix its formula, or type the level.")
    if chosen.scale.own:
        return False, _(
            "Add a row for each of these to the sheet {scale}, or correct them: {different}.{wide}",
            scale=chosen.scale.name,
            different=listed(different, 20),
            wide=wide,
        )
    few = len(unreadable) * 2 <= len(written) and len(unreadable) <= _ENOUGH
    if others:
        offers = _("; or ").join(
            _("'Skill scale' = {name} ({meaning})", name=scale.name, meaning=_(scale.meaning))
            for scale in others[:3]
        )
        if few:
            return False, _(
                "{fix} All ratings fit another scale: put {offers} on Settings if it is that.",
                fix=problem.fix,
                offers=offers,
            )
        return False, _("All ratings fit another scale: put {offers} on Settings.", offers=offers)
    if cause(first.raw) == "between":
        return False, _(
            "{fix} Round ratings between two levels: either could be meant.{wide}",
            fix=problem.fix,
            wide=wide,
        )
    if not few:
        every = list(
            dict.fromkeys(to_text(rating.raw) for rating in written if not is_none(rating.raw))
        )
        rows = _("columns sign and level and a row for each of: {every}", every=listed(every, 20))
        return True, _(
            "Add a sheet Scale with the {rows}; level is 0-5, and 3 works alone.{wide}",
            rows=rows,
            wide=wide,
        )
    return False, in_a_row((problem.fix, wide.strip()))


def refuse_twice(sheet: SkillSheet, names: SkillNames, findings: Findings) -> set[tuple[str, str]]:
    """Sheet and header of each further column, or row, of one skill and one rater.

    Parameters
    ----------
    sheet
        A sheet with a row a rating (`long`) has none: one skill stands there in many rows.
    names
        Gives the one name that two spellings of a skill have.
    findings
        Takes a fault for each further column or row.

    Returns
    -------
    set of tuple
        Sheet and address of the headers, so that no rating below them is counted.
    """
    first: dict[tuple[str, Rater, date | None], WrittenRating] = {}
    reported: set[tuple[str, str]] = set()
    for rating in () if sheet.long else sheet.ratings:
        key = (names.name(rating.skill.text), rating.rater, rating.day)
        before = first.setdefault(key, rating).skill
        if (
            before.address != rating.skill.address
            and (sheet.name, rating.skill.address) not in reported
        ):
            reported.add((sheet.name, rating.skill.address))
            fix = _("It means the same skill as {address}: merge the two.", address=before.address)
            findings.fault(
                sheet.name, rating.skill.address, rating.skill.text, _("each skill once"), fix
            )
    return reported


def refuse_other_scale(sheet: str, headers: Iterable[Named], findings: Findings) -> None:
    """A fault for headers such as ``Java (1-10)``, where no scale is named: read on 0-5, a 3 of ten
    would count as working alone.

    Parameters
    ----------
    sheet
        On which they stand.
    headers
        Of the columns of ratings.
    findings
        Takes one fault for all headers of a scale.
    """
    for header in headers:
        found = _RANGE.search(header.text)
        if found is None or int(found["high"]) == MAX_PROFICIENCY:
            continue
        high = int(found["high"])
        names = [one for one in (f"{found['low']}-{high}", f"0-{high}") if one in SCALE_OF]
        known = N_(
            "Put 'Skill scale' = {scale} on Settings, and take '{stated}' out of the names of"
            " skills, wherever they stand."
        )
        unknown = N_(
            "Add a sheet Scale with the columns sign and level and a row for each rating, and take"
            " '{stated}' out of the names of skills, wherever they stand."
        )
        fix = _(known if names else unknown, scale=names[0] if names else "", stated=found[0])
        expected = _("ratings from 0 to 5, or a scale that is named")
        cause = f"{NO_SCALE}: {found[0]}"
        findings.fault(sheet, header.address, header.text, expected, fix, cause=cause)
