"""Ratings of people as they stand, on whatever scale, made levels: which scale it is, whose word
counts, and the latest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from orgplan.domain import add_months
from orgplan.excel.read import Findings, Unreadable, fold, quote, to_text
from orgplan.language import N_, _
from orgplan.schema.scales import (
    CIRCLES,
    PERCENT,
    SCALE_OF,
    Scale,
    evident,
    fits,
    is_none,
    mark_of,
)

from ..inputs.capability.skills import level_in
from ..inputs.roster import Roster
from ..terms.skill_names import SkillNames, Spelt
from .legends import refuse_other_meaning
from .rating_faults import (
    ChosenScale,
    ask_about_low,
    cause,
    more,
    refuse_other_scale,
    refuse_rating,
    refuse_twice,
    refuse_unknown_people,
    signs_of,
)
from .skill_ratings import SkillSheet, WrittenRating
from .skill_words import Rater

_STALE_MONTHS = 6
_MANY = 5  # people from which on it is odd that all of them have the same level


def people_skills(
    skill_sheets: Sequence[SkillSheet],
    roster: Roster,
    names: SkillNames,
    stated: Scale | None,
    own: Scale | None,
    sought: Mapping[str, Spelt],
) -> dict[str, dict[str, int]]:
    """Person id → skill → level of all sheets of skills.

    Parameters
    ----------
    skill_sheets
        In the order of the workbook, those of the roster's columns too.
    roster
        Its findings take the faults; people who are not on it are reported.
    names
        Gives the one name of two spellings.
    stated
        The scale that Settings name.
    own
        That of the sheet Scale.
    sought
        Skills that other sheets name, folded, with the cell that does: a column of theirs holds
        ratings, whatever stands in it.

    Returns
    -------
    dict
        Levels 0-5. Of several ratings others' count before one's own, and of these the latest;
        people without a rating are left out.
    """
    findings = roster.findings
    known = frozenset(sought)
    for sheet in skill_sheets:
        _tell_monotone(sheet, len(roster.rows), sought, findings)
    written = [
        rating
        for sheet in skill_sheets
        for rating in _of_skills(sheet, names, known, stated, own, findings)
    ]
    twice = {address for sheet in skill_sheets for address in refuse_twice(sheet, names, findings)}
    written = [rating for rating in written if (rating.sheet, rating.skill.address) not in twice]
    if not written:
        return {}
    chosen = _choose(written, stated, own, findings)
    for sheet in skill_sheets if chosen.assumed else ():
        if sheet.legend is not None:
            refuse_other_meaning(sheet.legend, findings)
        refuse_other_scale(sheet.name, sheet.headers, findings)
    refuse_unknown_people(written, roster)
    levels = dict(_levels(written, chosen, findings))
    found: dict[str, dict[str, int]] = {}
    for (person, skill), entries in _by_person(written, levels, names).items():
        level = _one(entries, levels, person, skill, findings)
        if level is not None:
            found.setdefault(person, {})[skill] = level
    _tell_raters(written, levels, names, findings)
    return found


def _tell_monotone(
    sheet: SkillSheet, people: int, sought: Mapping[str, Spelt], findings: Findings
) -> None:
    """Say which columns of skills are blank, or say the same of everybody, where people are enough
    for that to be odd.
    """
    if sheet.long or people < _MANY:
        return
    signs: dict[str, list[str]] = {skill.address: [] for skill, _ in sheet.skills}
    for rating in sheet.ratings:
        if rating.person is not None and to_text(rating.raw):
            signs.setdefault(rating.skill.address, []).append(to_text(rating.raw))
    for skill, _other in sheet.skills:
        found, asking = signs[skill.address], sought.get(fold(skill.text))
        if not found and asking is not None:
            by_need = asking.beside[0] == "Requirements"
            asked = N_(
                "nobody is rated in {skill}, which {cell} asks for: fill in its column if anybody"
                " has it"
            )
            named = N_(
                "nobody is rated in {skill}, which {cell} names: fill in its column if anybody"
                " has it"
            )
            text = _(
                asked if by_need else named,
                skill=skill.text,
                cell=f"{asking.sheet}!{asking.cell}",
            )
            findings.note(sheet.name, skill.address, text, first=by_need)
        elif len(found) >= _MANY and len(found) >= people and len(set(found)) == 1:
            text = _(
                "everybody has '{found}' in {skill}: check that these are levels",
                found=found[0],
                skill=skill.text,
            )
            findings.note(sheet.name, skill.address, text, first=asking is not None)


def _of_skills(
    sheet: SkillSheet,
    names: SkillNames,
    known: frozenset[str],
    stated: Scale | None,
    own: Scale | None,
    findings: Findings,
) -> Iterator[WrittenRating]:
    """Ratings of a sheet without those in columns that hold no levels and that nobody asks for."""
    if sheet.long:
        yield from sheet.ratings
        return
    by_skill: dict[str, list[WrittenRating]] = {}
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
            for sign in signs_of([rating])
        ):
            kept.add(address)
        else:
            findings.note(
                sheet.name,
                address,
                _("the column '{text}' holds no levels and was ignored", text=text),
            )
    yield from (rating for rating in sheet.ratings if rating.skill.address in kept)


def _choose(
    written: Sequence[WrittenRating], stated: Scale | None, own: Scale | None, findings: Findings
) -> ChosenScale:
    """The scale of the ratings: the one stated, that of the sheet Scale, the one whose own signs
    there are, or 0-5.
    """
    first = written[0]
    if own is not None:
        if stated is not None and stated.name != "0-5":
            fix = _(
                "Delete the sheet {own}, or leave 'Skill scale' on Settings blank.", own=own.name
            )
            findings.fault(
                own.name,
                "",
                _("a scale beside 'Skill scale' = {stated}", stated=stated.name),
                _("one scale"),
                fix,
                quoted=False,
            )
        return ChosenScale(own, _("as the sheet {own} says", own=own.name))
    if stated is not None:
        return ChosenScale(stated, _("'Skill scale' is {stated} on Settings", stated=stated.name))
    signs = signs_of(written)
    seen = evident(signs)
    if seen is not None:
        findings.note(
            first.sheet,
            first.address,
            _(
                "the levels were read on the scale {seen}: {meaning}",
                seen=seen.name,
                meaning=_(seen.meaning),
            ),
        )
        return ChosenScale(seen, _("the cells are of the scale {seen}", seen=seen.name))
    ask_about_low(written, findings)
    return ChosenScale(
        SCALE_OF["0-5"], _("'Skill scale' is not set, so 0-5 is assumed"), assumed=True
    )


# -- levels ----------------------------------------------------------------------------------------


def _levels(
    written: Sequence[WrittenRating], chosen: ChosenScale, findings: Findings
) -> Iterator[tuple[WrittenRating, int | None]]:
    """Each rating with its level; what cannot be read is one fault for each kind of cause."""
    bad: dict[str, list[tuple[WrittenRating, Unreadable]]] = {}
    absent: list[WrittenRating] = []
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
                    _("percentages that can be read in one way only"),
                    _("Write 1 % as 1% and 100 % as 100%."),
                )
            yield rating, level_in(rating.raw, chosen.scale)
        except Unreadable as problem:
            bad.setdefault(cause(rating.raw), []).append((rating, problem))
    if absent:
        text = _(
            "{raw}{more} counted as no skill", raw=quote(absent[0].raw), more=more(len(absent) - 1)
        )
        findings.note(absent[0].sheet, absent[0].address, text)
    for unreadable in bad.values():
        refuse_rating(unreadable, written, chosen, findings)
    _tell_zero(written, chosen, findings)


def _mixed_shares(written: Sequence[WrittenRating], chosen: ChosenScale) -> set[WrittenRating]:
    """Plain numbers up to 1 among plain numbers above 1 on a scale of percentages: 1 may be 1 % or
    all of it.
    """
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


def _tell_zero(written: Sequence[WrittenRating], chosen: ChosenScale, findings: Findings) -> None:
    """A note on zeros among circles: a 0 is *none*, and may have been meant for the sign ○."""
    zeros = [
        rating
        for rating in written
        if chosen.scale.name == CIRCLES and mark_of(to_text(rating.raw)) == "0"
    ]
    if zeros:
        text = _(
            "0{more} counted as none on the scale {CIRCLES}; where the sign is meant, type ○",
            more=more(len(zeros) - 1),
            CIRCLES=CIRCLES,
        )
        findings.note(zeros[0].sheet, zeros[0].address, text)


# -- one level for a person and a skill ------------------------------------------------------------


def _by_person(
    written: Iterable[WrittenRating], levels: Mapping[WrittenRating, int | None], names: SkillNames
) -> dict[tuple[str, str], list[WrittenRating]]:
    found: dict[tuple[str, str], list[WrittenRating]] = {}
    for rating in written:
        if rating.person is not None and levels.get(rating) is not None:
            found.setdefault((rating.person, names.name(rating.skill.text)), []).append(rating)
    return found


def _one(
    entries: list[WrittenRating],
    levels: Mapping[WrittenRating, int | None],
    person: str,
    skill: str,
    findings: Findings,
) -> int | None:
    """The level that counts: the manager's before one's own, then the latest; a fault where two are
    left that differ.
    """
    counting = [entry for entry in entries if entry.rater is not Rater.SELF] or entries
    if len(counting) > 1 and all(entry.day for entry in counting):
        latest = max(entry.day for entry in counting if entry.day)
        older = [entry for entry in counting if entry.day != latest]
        counting = [entry for entry in counting if entry.day == latest]
        if older:
            findings.note(
                older[0].sheet,
                "",
                _("some people are rated in a skill more than once: the latest rating counts"),
            )
    first, *others = counting
    for other in others:
        if levels[other] != levels[first]:
            place = (
                first.address if other.sheet == first.sheet else f"{first.sheet}!{first.address}"
            )
            fix = _(
                "{place} rates it already: delete one of the two, or say when each was made in a"
                " column 'Assessed on'.",
                place=place,
            )
            findings.fault(
                other.sheet,
                other.address,
                levels[other],
                _("one rating of {person} in {skill}", person=person, skill=skill),
                fix,
            )
    return levels[first]


def _tell_raters(
    written: Sequence[WrittenRating],
    levels: Mapping[WrittenRating, int | None],
    names: SkillNames,
    findings: Findings,
) -> None:
    """One note on whose ratings count; one fault where the manager has not rated what people say of
    themselves.
    """
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
    text = _(
        "people rate themselves and are rated by their manager: the manager's rating counts;"
        " {count} differ",
        count=len(differing),
    )
    findings.note(first.sheet, first.address, text)
    if alone:
        sentence = _(
            "{raw}{more} without the manager's rating",
            raw=quote(alone[0].raw),
            more=more(len(alone) - 1),
        )
        fix = _(
            "Fill in the manager's rating, - where there is no skill; or delete one of the two"
            " kinds of rating."
        )
        findings.fault(
            alone[0].sheet,
            alone[0].address,
            sentence,
            _("a rating by the manager too"),
            fix,
            quoted=False,
        )


def note_stale(skill_sheets: Iterable[SkillSheet], as_of: date | None, findings: Findings) -> None:
    """One note on ratings that are older than half a year at the as-of date, where the sheets say
    when they were made.

    Parameters
    ----------
    skill_sheets
        Ratings without a day say nothing. Of a person and skill the latest counts.
    as_of
        Six months before it is the limit; ``None``, where Settings do not say it, leaves the note
        out.
    findings
        Takes the note, which stands at the date of the first such rating.
    """
    if as_of is None:
        return
    limit = add_months(as_of, -_STALE_MONTHS)
    latest: dict[tuple[str | None, str], WrittenRating] = {}
    for sheet in skill_sheets:
        for rating in sheet.ratings:
            key = (rating.person, fold(rating.skill.text))
            if rating.day and (key not in latest or rating.day > (latest[key].day or rating.day)):
                latest[key] = rating
    old = [rating for rating in latest.values() if rating.day and rating.day < limit]
    if old:
        text = _(
            "{count} ratings, the first of them here, were made more than {STALE_MONTHS} months"
            " before {as_of}: assess them again",
            count=len(old),
            STALE_MONTHS=_STALE_MONTHS,
            as_of=as_of,
        )
        findings.note(old[0].sheet, old[0].dated, text)
