"""Ratings of people as they stand, on whatever scale, made levels: which scale it is, whose word counts, and the latest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.domain.calendar import add_months
from orgplan.excel.read.cells import ErrorValue, Raw
from orgplan.excel.read.faults import Findings, listed, quote
from orgplan.excel.read.numbers import Unreadable
from orgplan.excel.read.text import fold
from orgplan.excel.read.values import to_text
from orgplan.io.inputs.roster import Roster
from orgplan.io.inputs.skills import level_in
from orgplan.io.legends import refuse_other_meaning
from orgplan.io.skill_sheets import SkillSheet, Written
from orgplan.io.skill_words import Rater
from orgplan.io.terms.skill_names import SkillNames
from orgplan.schema.scales import (
    CIRCLES,
    PERCENT,
    SCALE_OF,
    YES_NO,
    Scale,
    evident,
    fits,
    is_none,
    mark_of,
    proposals,
)

_STALE_MONTHS = 6
_NO_SKILL = "If the column is no skill, give it a header such as note, or delete it."
_FEW = 3  # unknown people that are each reported by name
_MANY = 5  # people from whom on it is odd that all of them have the same level
_ENOUGH = 8  # ratings from which their highest says something about the scale


@dataclass(frozen=True)
class ChosenScale:
    """The scale of the sheets of skills, and why it is that one.

    Attributes
    ----------
    why
        In a few words, for faults about a level.
    assumed
        Whether nothing in the workbook says so.
    """

    scale: Scale
    why: str
    assumed: bool = False


def people_skills(
    skill_sheets: Sequence[SkillSheet],
    roster: Roster,
    names: SkillNames,
    stated: Scale | None,
    own: Scale | None,
    wanted: Iterable[str],
) -> dict[str, dict[str, int]]:
    """Person id → skill → level of all sheets of skills.

    Parameters
    ----------
    stated
        The scale that Settings name.
    own
        That of the sheet Scale.
    wanted
        Skills that other sheets name, folded: a column of theirs holds ratings, whatever stands in
        it.
    """
    findings = roster.findings
    known = frozenset(wanted)
    for sheet in skill_sheets:
        _tell_monotone(sheet, len(roster.rows), known, findings)
    written = [
        rating
        for sheet in skill_sheets
        for rating in _of_skills(sheet, names, known, stated, own, findings)
    ]
    twice = {address for sheet in skill_sheets for address in _refuse_twice(sheet, names, findings)}
    written = [rating for rating in written if (rating.sheet, rating.skill.address) not in twice]
    if not written:
        return {}
    chosen = _choose(written, stated, own, findings)
    for sheet in skill_sheets if chosen.assumed else ():
        if sheet.legend is not None:
            refuse_other_meaning(sheet.legend, findings)
    _refuse_unknown_people(written, roster)
    levels = dict(_levels(written, chosen, findings))
    found: dict[str, dict[str, int]] = {}
    for (person, skill), entries in _by_person(written, levels, names).items():
        level = _one(entries, levels, person, skill, findings)
        if level is not None:
            found.setdefault(person, {})[skill] = level
    _tell_raters(written, levels, names, findings)
    return found


def _tell_monotone(
    sheet: SkillSheet, people: int, known: frozenset[str], findings: Findings
) -> None:
    """Say which columns of skills are blank, or say the same of everybody, where people are enough for that to be odd."""
    if sheet.long or people < _MANY:
        return
    signs: dict[str, list[str]] = {skill.address: [] for skill, _ in sheet.skills}
    for rating in sheet.ratings:
        if rating.person is not None and to_text(rating.raw):
            signs.setdefault(rating.skill.address, []).append(to_text(rating.raw))
    for skill, _ in sheet.skills:
        found, asked = signs[skill.address], fold(skill.text) in known
        if not found and asked:
            text = f"nobody is rated in {skill.text}, which is needed: fill in its column"
            findings.note(sheet.name, skill.address, text, first=True)
        elif len(found) >= _MANY and len(found) >= people and len(set(found)) == 1:
            text = f"everybody has '{found[0]}' in {skill.text}: check that these are levels"
            findings.note(sheet.name, skill.address, text, first=asked)


def _of_skills(
    sheet: SkillSheet,
    names: SkillNames,
    known: frozenset[str],
    stated: Scale | None,
    own: Scale | None,
    findings: Findings,
) -> Iterator[Written]:
    """Ratings of a sheet without those in columns that hold no levels and that nobody asks for."""
    if sheet.long:
        yield from sheet.ratings
        return
    by_skill: dict[str, list[Written]] = {}
    for rating in sheet.ratings:
        by_skill.setdefault(rating.skill.address, []).append(rating)
    tried = (
        (own or SCALE_OF["0-5"],)
        if stated is None and own
        else (stated,)
        if stated
        else tuple(SCALE_OF.values())
    )
    kept: set[str] = set()
    for address, ratings in by_skill.items():
        text = ratings[0].skill.text
        asked = fold(text) in known or names.known(text)
        if asked or any(
            fits(scale, [sign])
            for scale in tried
            for rating in ratings
            for sign in _signs([rating])
        ):
            kept.add(address)
        else:
            findings.note(
                sheet.name, address, f"the column '{text}' holds no levels and was ignored"
            )
    yield from (rating for rating in sheet.ratings if rating.skill.address in kept)


def _signs(written: Iterable[Written]) -> list[str | float | bool]:
    return [rating.raw for rating in written if isinstance(rating.raw, (str, int, float))]


def _choose(
    written: Sequence[Written], stated: Scale | None, own: Scale | None, findings: Findings
) -> ChosenScale:
    """The scale of the ratings: the one stated, that of the sheet Scale, the one whose own signs there are, or 0-5."""
    first = written[0]
    if own is not None:
        if stated is not None and stated.name != "0-5":
            mend = f"Delete the sheet {own.name}, or leave skill_scale on Settings blank."
            findings.fault(
                own.name,
                "",
                f"a scale beside skill_scale = {stated.name}",
                "one scale",
                mend,
                quoted=False,
            )
        return ChosenScale(own, f"as the sheet {own.name} says")
    if stated is not None:
        return ChosenScale(stated, f"skill_scale is {stated.name} on Settings")
    signs = _signs(written)
    seen = evident(signs)
    if seen is not None:
        findings.note(
            first.sheet,
            first.address,
            f"the levels were read on the scale {seen.name}: {seen.meaning}",
        )
        return ChosenScale(seen, f"the cells are of the scale {seen.name}")
    _ask_about_low(written, findings)
    return ChosenScale(SCALE_OF["0-5"], "skill_scale is not set, so 0-5 is taken", assumed=True)


def _ask_about_low(written: Sequence[Written], findings: Findings) -> None:
    """Ratings that stop early may be on a shorter scale, on which their highest means more."""
    told = [sign for sign in _signs(written) if not is_none(sign)]
    if len(told) < _ENOUGH or not fits(SCALE_OF["0-5"], told):
        return
    first, highest = written[0], max(int(mark_of(sign)[:1]) for sign in told)
    if highest == 1:
        mend = f"Put skill_scale on Settings: {YES_NO} ({SCALE_OF[YES_NO].meaning}), or 0-5 if 1 means aware."
        said = f"{len(told)} ratings, none above 1"
        findings.fault(
            first.sheet,
            first.address,
            said,
            "ratings that can be read in one way only",
            mend,
            quoted=False,
        )
    elif highest in (2, 3):
        shorter = SCALE_OF["0-3"]
        text = f"no rating is above {highest}: they were read on the scale 0-5; if yours is 0-3 ({shorter.meaning}), put skill_scale = 0-3 on Settings"
        findings.note(first.sheet, first.address, text)


def _refuse_unknown_people(written: Iterable[Written], roster: Roster) -> None:
    """One fault for each of a few unknown people, one for many; one for all ratings of nobody."""
    unknown: dict[str, Written] = {}
    blank: dict[str, list[Written]] = {}
    for rating in written:
        if rating.whose is None:
            blank.setdefault(rating.sheet, []).append(rating)
        elif rating.person is None and not roster.has_left(rating.whose.text):
            unknown.setdefault(fold(rating.whose.text), rating)
    for sheet, ratings in blank.items():
        said = f"nothing beside {quote(to_text(ratings[0].raw))}" + (
            f" and {len(ratings) - 1} more ratings" if len(ratings) > 1 else ""
        )
        mend = "Fill in person_id in each row; a name that goes for the rows below it has to stand in each of them."
        roster.findings.fault(
            sheet, ratings[0].address, said, "whose rating it is", mend, quoted=False
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
    mend = "Add them to the roster, correct the names, or delete their rows."
    roster.findings.fault(
        first.sheet, first.whose.address, people, "people of the roster", mend, quoted=False
    )


# -- levels --------------------------------------------------------------------------------------------------------------------


def _levels(
    written: Sequence[Written], chosen: ChosenScale, findings: Findings
) -> Iterator[tuple[Written, int | None]]:
    """Each rating with its level; what cannot be read is one fault for each kind of cause."""
    bad: dict[str, list[tuple[Written, Unreadable]]] = {}
    absent: list[Written] = []
    mixed = _mixed_shares(written, chosen)
    for rating in written:
        if rating.rater is Rater.TARGET:
            continue
        if is_none(rating.raw) and mark_of(to_text(rating.raw)) not in chosen.scale.levels:
            absent.append(rating)
            yield rating, None
            continue
        try:
            if rating in mixed:
                raise Unreadable(
                    "percentages that can be read in one way only",
                    "Write 1 % as 1% and 100 % as 100%.",
                )
            yield rating, level_in(rating.raw, chosen.scale)
        except Unreadable as problem:
            bad.setdefault(_cause(rating.raw), []).append((rating, problem))
    if absent:
        text = f"{quote(absent[0].raw)}{_more(len(absent) - 1)} counted as no skill"
        findings.note(absent[0].sheet, absent[0].address, text)
    for unreadable in bad.values():
        _refuse(unreadable, written, chosen, findings)
    _tell_zero(written, chosen, findings)


def _mixed_shares(written: Sequence[Written], chosen: ChosenScale) -> set[Written]:
    """Plain numbers up to 1 among plain numbers above 1 on a scale of percentages: 1 may be 1 % or all of it."""
    plain = [
        rating
        for rating in written
        if chosen.scale.name == PERCENT and isinstance(rating.raw, (int, float))
    ]
    high = any(float(rating.raw) > 1 for rating in plain if isinstance(rating.raw, (int, float)))
    return {
        rating
        for rating in plain
        if isinstance(rating.raw, (int, float)) and high and float(rating.raw) == 1
    }


def _tell_zero(written: Sequence[Written], chosen: ChosenScale, findings: Findings) -> None:
    zeros = [
        rating
        for rating in written
        if chosen.scale.name == CIRCLES and mark_of(to_text(rating.raw)) == "0"
    ]
    if zeros:
        text = f"0{_more(len(zeros) - 1)} counted as none on the scale {CIRCLES}; where the sign is meant, type ○"
        findings.note(zeros[0].sheet, zeros[0].address, text)


def _cause(raw: Raw) -> str:
    if isinstance(raw, ErrorValue):
        return "error"
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return "number" if float(raw).is_integer() else "between"
    return "text"


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""


def _refuse(
    unreadable: list[tuple[Written, Unreadable]],
    written: Sequence[Written],
    chosen: ChosenScale,
    findings: Findings,
) -> None:
    """One fault for ratings that the scale does not have, with the scale that would, or with what to type."""
    first, problem = unreadable[0]
    said = quote(first.raw) + _more(len(unreadable) - 1)
    different = list(dict.fromkeys(to_text(rating.raw) for rating, _ in unreadable))
    if len(different) > 1:
        said += f" ({listed(different)})"
    wanted = f"{problem.wanted}; {chosen.why}"
    findings.fault(
        first.sheet,
        first.address,
        said,
        wanted,
        _mend(unreadable, written, chosen, different),
        quoted=False,
    )


def _mend(
    unreadable: list[tuple[Written, Unreadable]],
    written: Sequence[Written],
    chosen: ChosenScale,
    different: list[str],
) -> str:
    first, problem = unreadable[0]
    wide = f" {_NO_SKILL}" if first.wide else ""
    others = [scale for scale in proposals(_signs(written)) if scale.name != chosen.scale.name]
    if isinstance(first.raw, ErrorValue):
        return "The cell shows an error: mend its formula, or type the level."
    if chosen.scale.own:
        return f"Add a row for each of these to the sheet {chosen.scale.name}, or correct them: {listed(different, 20)}.{wide}"
    few = len(unreadable) * 2 <= len(written) and len(unreadable) <= _ENOUGH
    if others:
        offers = "; or ".join(
            f"skill_scale = {scale.name} ({scale.meaning})" for scale in others[:3]
        )
        return f"{problem.mend + ' ' if few else ''}All ratings fit another scale: put {offers} on Settings{' if it is that' if few else ''}."
    if _cause(first.raw) == "between":
        return (
            f"{problem.mend} Round what stands between two levels: it may be meant as either.{wide}"
        )
    if not few:
        every = list(
            dict.fromkeys(to_text(rating.raw) for rating in written if not is_none(rating.raw))
        )
        rows = f"columns sign and level and a row for each of: {listed(every, 20)}"
        return f"Add a sheet Scale with the {rows}; level is 0-5, and 3 works alone.{wide}"
    return f"{problem.mend}{wide}"


def _refuse_twice(sheet: SkillSheet, names: SkillNames, findings: Findings) -> set[tuple[str, str]]:
    """Sheet and header of each further column, or row, of one skill and one rater."""
    first: dict[tuple[str, Rater, date | None], Written] = {}
    told: set[tuple[str, str]] = set()
    for rating in () if sheet.long else sheet.ratings:
        key = (names.name(rating.skill.text), rating.rater, rating.day)
        before = first.setdefault(key, rating).skill
        if (
            before.address != rating.skill.address
            and (sheet.name, rating.skill.address) not in told
        ):
            told.add((sheet.name, rating.skill.address))
            mend = f"It means the same skill as {before.address}: merge the two."
            findings.fault(
                sheet.name, rating.skill.address, rating.skill.text, "each skill once", mend
            )
    return told


# -- one level for a person and a skill ----------------------------------------------------------------------------------------


def _by_person(
    written: Iterable[Written], levels: Mapping[Written, int | None], names: SkillNames
) -> dict[tuple[str, str], list[Written]]:
    found: dict[tuple[str, str], list[Written]] = {}
    for rating in written:
        if rating.person is not None and levels.get(rating) is not None:
            found.setdefault((rating.person, names.name(rating.skill.text)), []).append(rating)
    return found


def _one(
    entries: list[Written],
    levels: Mapping[Written, int | None],
    person: str,
    skill: str,
    findings: Findings,
) -> int | None:
    """The level that counts: the manager's before one's own, then the latest; a fault where two are left that differ."""
    counting = [entry for entry in entries if entry.rater is not Rater.SELF] or entries
    if len(counting) > 1 and all(entry.day for entry in counting):
        latest = max(entry.day for entry in counting if entry.day)
        older = [entry for entry in counting if entry.day != latest]
        counting = [entry for entry in counting if entry.day == latest]
        if older:
            findings.note(
                older[0].sheet,
                "",
                "some people are rated in a skill more than once: the latest rating counts",
            )
    first, *others = counting
    for other in others:
        if levels[other] != levels[first]:
            place = (
                first.address if other.sheet == first.sheet else f"{first.sheet}!{first.address}"
            )
            mend = f"{place} rates it already: delete one of the two, or say when each was made in a column assessed_on."
            findings.fault(
                other.sheet,
                other.address,
                levels[other],
                f"one rating of {person} in {skill}",
                mend,
            )
    return levels[first]


def _tell_raters(
    written: Sequence[Written],
    levels: Mapping[Written, int | None],
    names: SkillNames,
    findings: Findings,
) -> None:
    """One note on whose ratings count; one fault where the manager has not rated what people say of themselves."""
    by = {
        (rating.rater, rating.person, names.name(rating.skill.text)): rating
        for rating in written
        if rating.person
    }
    if not {Rater.SELF, Rater.MANAGER} <= {rater for rater, _, _ in by}:
        return
    own = {key[1:]: rating for key, rating in by.items() if key[0] is Rater.SELF}
    others = {key[1:]: rating for key, rating in by.items() if key[0] is not Rater.SELF}
    alone = [rating for key, rating in own.items() if key not in others]
    differing = [
        key
        for key, rating in own.items()
        if key in others and levels.get(rating) != levels.get(others[key])
    ]
    first = next(iter(own.values()))
    text = f"people rate themselves and are rated by their manager: the manager's rating counts; {len(differing)} differ"
    findings.note(first.sheet, first.address, text)
    if alone:
        said = f"{quote(alone[0].raw)}{_more(len(alone) - 1)} without the manager's rating"
        mend = "Fill in the manager's rating, - where there is no skill; or delete one of the two kinds of rating."
        findings.fault(
            alone[0].sheet,
            alone[0].address,
            said,
            "a rating by the manager too",
            mend,
            quoted=False,
        )


def note_stale(skill_sheets: Iterable[SkillSheet], as_of: date | None, findings: Findings) -> None:
    """One note on ratings that are older than half a year at the as-of date, where the sheets say when they were made."""
    if as_of is None:
        return
    limit = add_months(as_of, -_STALE_MONTHS)
    latest: dict[tuple[str | None, str], Written] = {}
    for sheet in skill_sheets:
        for rating in sheet.ratings:
            key = (rating.person, fold(rating.skill.text))
            if rating.day and (key not in latest or rating.day > (latest[key].day or rating.day)):
                latest[key] = rating
    old = [rating for rating in latest.values() if rating.day and rating.day < limit]
    if old:
        text = f"{len(old)} ratings, the first of them here, were made more than {_STALE_MONTHS} months before {as_of}: assess them again"
        findings.note(old[0].sheet, old[0].dated, text)
