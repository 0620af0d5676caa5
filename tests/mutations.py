"""Do the tests notice? Each mutation makes one thing wrong in a copy of the project, and some test
has to fail: ``python -m tests.mutations``.

Mutations of the rows alone are caught by the agreement with the checker; those of both sides alike,
or of what both rest on, only by examples worked by hand. Golden rows and completeness are left out:
they notice any change, right or wrong.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("orgplan", "tests", "docs", "models", "pyproject.toml")
TESTS = (
    "tests/constraints/test_hand_worked.py",
    "tests/constraints/test_hand_worked_rules.py",
    "tests/constraints/test_hand_worked_levers.py",
    "tests/constraints/test_hand_worked_counts.py",
    "tests/finance",
    "tests/domain",
    "tests/constraints/test_agreement.py",
)
LEADS = ("tests/solver/test_who_leads.py",)
ENUMERATION = ("tests/solver/test_bounds.py", "tests/solver/test_brute_force.py")
TRIGGERS = "orgplan/constraints/model/triggers.py"
PRESENCE = "orgplan/constraints/model/presence.py"
PROFICIENCY = "orgplan/constraints/model/proficiency.py"
OUTPUT = "orgplan/constraints/model/output.py"
WALK, THERE, MEMBERS = (
    f"orgplan/domain/staffing/{name}.py" for name in ("simulation", "presence", "members")
)
LEAD_TIMES = "orgplan/domain/staffing/lead_times.py"
GROUPS = "orgplan/domain/staffing/groups.py"
PAY, BASE_PAY, RUN_RATES, CONTRACTS, LEDGER, UNITS = (
    f"orgplan/finance/{name}.py"
    for name in ("pay", "base_pay", "contract_run_rates", "contracts", "ledger", "unit_costs")
)
OPENING, CLOSING = tuple("([{"), tuple(")]}")
BARE = ("=", "return", "if", "elif", "while", "in", "yield", "assert")
AFTER = (":", "\n", "", "]", ")", "}", ",", "for", "if", "else", "and", "or")


@dataclass(frozen=True)
class Edit:
    """In a file, `old`, which occurs there once, becomes `new`."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Mutation:
    """Something that somebody could get wrong, and where it ought to be noticed."""

    name: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...] = TESTS

    def source(self, edit: Edit) -> str:
        """The file of an edit as it is in the project, each statement on one line."""
        return flat((ROOT / edit.file).read_text(encoding="utf-8"))


def flat(code: str) -> str:
    """Code with each statement on one line, without comments, as it is quoted here."""
    tokens = [
        t
        for t in tokenize.generate_tokens(io.StringIO(code).readline)
        if t.type not in (tokenize.NL, tokenize.COMMENT)
    ]
    lines, out, layout, opened = code.splitlines(keepends=True), list[str](), _layout(tokens), 0
    for number, token in enumerate(tokens):
        if token.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER):
            continue
        before = tokens[number - 1] if opened else None
        if before is None:
            out.append(token.line[: token.start[1]])
        elif before.end[0] == token.start[0]:
            out.append(lines[token.start[0] - 1][before.end[1] : token.start[1]])
        elif before.string not in OPENING and token.string not in CLOSING and number not in layout:
            out.append(" ")
        out.append("" if number in layout else token.string)
        opened = token.type != tokenize.NEWLINE
    return "".join(out)


def _layout(tokens: Sequence[tokenize.TokenInfo]) -> set[int]:
    """Tokens that are there for the sake of line breaks only: last commas, and brackets around what
    is one expression anyway.
    """
    found, open_at, commas, loops = set[int](), list[int](), list[int](), list[bool]()
    for number, token in enumerate(tokens):
        if token.string in OPENING and token.type == tokenize.OP:
            open_at.append(number)
            commas.append(0)
            loops.append(False)
        elif token.string == "for" and loops:
            loops[-1] = True  # a generator cannot do without its brackets
        elif token.string in CLOSING and token.type == tokenize.OP:
            start, inside, generator = open_at.pop(), commas.pop(), loops.pop()
            before, after = tokens[start - 1], tokens[number + 1]
            bare = before.string in BARE or before.type == tokenize.NEWLINE
            wrapped = tokens[start + 1].start[0] > tokens[start].end[0]
            if wrapped and tokens[number - 1].string == "," and not (bare and inside == 1):
                found.add(number - 1)
            unpacked = (
                not open_at  # and no keyword of a call
                and before.string == "="
                and tokens[start - 2].type == tokenize.NAME
                and tokens[start - 3].string == ","
            )
            if (
                wrapped
                and bare
                and not generator
                and (not inside or unpacked)
                and token.string == ")"
                and after.string in AFTER
            ):
                found |= {start, number}
        elif token.string == "," and commas:
            commas[-1] += 1
    return found


def _family(name: str) -> str:
    [path] = (ROOT / "orgplan" / "constraints").rglob(f"{name}.py")
    return path.relative_to(ROOT).as_posix()


def wrong(
    name: str, file: str, old: str, new: str, *more: Edit, tests: tuple[str, ...] = TESTS
) -> Mutation:
    path = file if "/" in file else _family(file)
    return Mutation(name, (Edit(path, old, new), *more), tests)


ROWS = (
    wrong(
        "threshold one too high",
        TRIGGERS,
        "low - 1 - most), low - 1)",
        "low - most), low)",
    ),
    wrong("threshold reached before it is", TRIGGERS, "if fewest >= low:", "if fewest >= low - 1:"),
    wrong("bound on heads too small", PRESENCE, "all_there, cap = people + seats + sum(",
        "all_there, cap = people + max(seats - 1, 0) + sum("),
    wrong("product lines: at least for more than", TRIGGERS,
        "if lines is not None and len(org.product_lines(scope)) > lines:",
        "if lines is not None and len(org.product_lines(scope)) >= lines:"),
    wrong("leavers of the last day are gone", PRESENCE, "org.calendar.last_day(period)",
        "org.calendar.first_day(period + 1)"),
    wrong("holders count leavers", PROFICIENCY,
        "not capability.fits(person.role) or not present(org, person, period):",
        "not capability.fits(person.role):"),
    wrong("course counts one period early", PROFICIENCY,
        "return start + org.calendar.periods_for(course.duration)",
        "return start + max(0, org.calendar.periods_for(course.duration) - 1)"),
    wrong("a step counts below the level that it crosses", PROFICIENCY,
        "step.level < level <= step.to_level", "step.level < level"),
    wrong("ramp of seats ignored", OUTPUT, "(min(1.0, months / ramp) if ramp else 1.0)", "1.0"),
    wrong("ramp of people ignored", OUTPUT, "min(1.0, max(0.0, served) / ramp) if ramp else 1.0",
        "1.0"),
    wrong("attrition applied twice", OUTPUT, "alive = (1 - rate) ** (",
        "alive = (1 - rate) ** 2 ** ("),
    wrong("attrition of known leavers", OUTPUT, "if person.end_date is not None or person",
        "if person"),
    wrong("availability ignored", OUTPUT, "* person.fte * availability", "* person.fte"),
    wrong("training time not charged", "capacity",
        "spent.include(training_time(org, x, person, period))\n        if learning:",
        "spent.include(training_time(org, x, person, period), 0)\n        if learning:"),
    wrong("learned time given twice", "capacity", "Linear(output).plus(spent, -1)",
        "Linear(output)"),
    wrong("all shortfalls of capacity whole", "capacity", "need.weight, whole=False)",
        "need.weight, whole=True)", tests=("tests/solver/test_endings.py",)),
    wrong("training path dropped", "training_path", "    for person in org.people:",
        "    for person in ():"),
    wrong("next step before the last has ended", "training_path",
        "yield finished(org, org.course[step.course], start), -1.0, taken",
        "yield start, -1.0, taken"),
    wrong("courses run one period longer", "training_load", "if since <= period < until",
        "if since <= period <= until"),
    wrong("courses take no time", "training_load",
        "time = training_time(org, x, person, period)", "time = Linear()"),
    wrong("seats of courses ignored", "training_seats", "if seats is not None:\n            rows",
        "if seats is not None and seats > 99:\n            rows"),
    wrong("lead time shifted", "recruiting", "(seat.role, decided_in(org, seat)), Linear())",
        "(seat.role, decided_in(org, seat) - 1), Linear())"),
    wrong("recruiting cap one too high", "recruiting", "left, Sense.AT_MOST, cap)",
        "left, Sense.AT_MOST, cap + 1)"),
    wrong("seats not there on their first day", PRESENCE,
        "for seat, seats in x.seats_in(part, period):\n        if org.matches(seat.role, chosen):",
        "for seat, seats in x.seats_in(part, period - 1):\n        if org.matches(seat.role, "
        "chosen):"),
    wrong("minimum headcount should for must", "headcount",
        "team.min_headcount, Strength.MUST, 1.0)", "team.min_headcount - 1, Strength.MUST, 1.0)"),
    wrong("cost centre of seats forgotten", "headcount",
        "if seat.there(period) and org.cost_centre(seat.team) == scope.name:",
        "if seat.there(period) and seat.team == scope.name:"),
    wrong("courses not in the budget", "budget",
        "left[name].add(charge_of.of_one(cost) * THOUSANDS, variable)",
        "left[name].add(charge_of.of_one(cost) * THOUSANDS * (\"train\" not in str(variable)), "
        "variable)"),
    wrong("roster not in the budget", "budget", "Linear(charge_of(roster) * THOUSANDS)",
        "Linear()"),
    wrong("budget in full thousands", "budget", "cents(line.amount or 0.0) * THOUSANDS",
        "round(cents(line.amount or 0.0) * THOUSANDS)"),
    wrong("the lead succeeds the lead", "echelon",
        "if person.id not in named and may_succeed(org, person)", "if may_succeed(org, person)"),
    wrong("line managers manage wherever they go", "span",
        "or (here and person.id in org.line_managers)", "or person.id in org.line_managers"),
    wrong("the lead succeeds the lead too", "echelon", "and may_succeed(org, person)",
        "or may_succeed(org, person)"),
    wrong("load is no alternative", TRIGGERS,
        "if lines is not None and len(org.product_lines(scope)) > lines:", "if lines is not None:"),
    wrong("load of as many heads as there may be", TRIGGERS,
        "beyond = work - rule.load_over * fewest", "beyond = work - rule.load_over * most"),
    wrong("heads elsewhere counted here", TRIGGERS, "ORGANISATION if rule.also_anywhere else scope",
        "scope"),
    wrong("one successor is enough", "echelon", "rising, rule.count", "rising, 1"),
    wrong("courses begun later count already", PROFICIENCY,
        "if step.level < level and start <= period < finished(",
        "if step.level < level and period < finished("),
    wrong("in training for ever", PROFICIENCY,
        "and start <= period < finished(org, org.course[step.course], start):",
        "and start <= period and step.to_level < level:"),
    wrong("leavers succeed", PROFICIENCY,
        "return person.employment is Employment.EMPLOYEE and not leaves",
        "return person.employment is Employment.EMPLOYEE"),
    wrong("contractors succeed", PROFICIENCY, "if seat.until is None and _seat_has",
        "if _seat_has"),
    wrong("one director is enough", "director", "there, rule.count", "there, 1"),
    wrong("managers are reports", "span", "        else:\n            layer.led.add(1, seats)",
        "        layer.led.add(1, seats)"),
    wrong("leads from elsewhere forgotten", "span",
        "if (here and person.id in leads) or (inside and",
        "if (inside and here and person.id in leads) or (inside and"),
    wrong("ratio rounded by the wrong unit", "ratio", "rule.weight, unit=per)",
        "rule.weight, unit=per + 1)"),
    wrong("ratio the other way round", "ratio", "heads(org, x, part, rule.roles, period), per)",
        "heads(org, x, part, rule.roles, period), 1)"),
    wrong("small teams: one head too many", TRIGGERS, "(high - fewest, b)",
        "(high - fewest - 1, b)"),
    wrong("holders outside the lines forgotten", "director", "return shared.plus(there(",
        "return Linear().plus(there("),
    wrong("one owner is enough", "grouping", "owners, rule.count, f", "owners, 1, f"),
    wrong("a lead with the skill counts twice", "liaison", "capability, but=but)", "capability)"),
    wrong("reviews fall due one period late", "review_cadence",
        "(period + 1) * length // every > period * length // every",
        "period * length // every > (period - 1) * length // every"),
    wrong("roles without stages are judged", "stage_fit", "if role.stages and not set",
        "if not set"),
    wrong("the second condition forgotten", TRIGGERS,
        "return None if also is None else _and_also(is_triggered, also)", "return is_triggered"),
    wrong("rules hold outside their periods", TRIGGERS, "if not rule.in_force(period):",
        "if False:"),
    wrong("backfills and contractors are growth", TRIGGERS,
        "seat.start == start and seat.place in part and (seat.grows or not growth)",
        "seat.start == start and seat.place in part"),
    wrong("ratio always rounded up", "ratio", "Linear(rounded * per)", "Linear(0 * rounded)"),
    wrong("ratio without its tolerance", "ratio", "round(1 - rule.tolerance, 3)", "1.0"),
    wrong("nobody leads too few", "span", "layer.led.plus(layer.fewest, -1)",
        "layer.led.plus(layer.fewest, 0)"),
    wrong("those who lead are led too", "span",
        "return required and not org.matches(role, rule.roles)", "return required"),
    wrong("whom others report to leads nobody", "span",
        "(role.can_manage or (here and person.id in org.line_managers))", "role.can_manage"),
    wrong("the most of a share rounded as its least", "seniority_mix",
        "Linear(many).plus(among, share)", "Linear(few).plus(among, share)"),
    wrong("a share of all for a share of some", "seniority_mix",
        "rule.roles, period), heads(org, x, part, rule.counts, period)",
        "rule.roles, period), heads(org, x, part, (), period)"),
    wrong("one holder is enough", "bus_factor", "there, rule.count, f", "there, 1, f"),
    wrong("needs above a scope are critical in it", PROFICIENCY,
        "in org.needs_inside(scope) if need.strength",
        "in org.needs if org.teams_of(scope) & org.teams_of(need.scope) and need.strength"),
    wrong("a holder of the role succeeds to it", "succession",
        "return not org.matches(role, rule.roles)", "return True"),
    wrong("in training is ready", "succession", "ready, rule.ready, READY",
        "successors, rule.ready, READY"),
    wrong("growth from the heads at its end", "growth_cap",
        "part, before = org.part(scope), quarter[0] - 1",
        "part, before = org.part(scope), quarter[0]"),
    wrong("growth of each month for itself", "growth_cap", "for period in quarter:\n        seats",
        "for period in quarter[-1:]:\n        seats"),
    wrong("the freeze begins a period late", "hiring_freeze", "rule.counts, period, growth",
        "rule.counts, max(period - 1, 0), growth"),
    wrong("teams one head too small", "min_team_size", "plus(z, -rule.count)",
        "plus(z, 1 - rule.count)"),
    wrong("somebody owns any number of areas", "one_owner",
        "pools[tuple(own)].constant += rule.most_areas", "pools[tuple(own)].constant += 99"),
    wrong("learners own any number of areas", "one_owner",
        "rows.link(FAMILY, (*key, person.id, label), of_person, rule.most_areas)",
        "rows.link(FAMILY, (*key, person.id, label), of_person, 99)"),
    wrong("an area with two owners counts twice", "one_owner", 'label), owners, 1.0)',
        'label), owners, 2.0)'),
    wrong("a few hours are enough for the rota", "on_call", "if person.fte < rule.min_fte",
        "if person.fte < 0"),
    wrong("one part of a shape is enough", "talent_shape", "for name, learned in without_skill:",
        "for name, learned in without_skill[:1]:"),
)  # fmt: skip

BOTH_SIDES = (
    wrong(
        "threshold one too high on both sides",
        TRIGGERS, "low - 1 - most), low - 1)", "low - most), low)",
        Edit(TRIGGERS, "if fewest >= low:", "if fewest > low:"),
        Edit(TRIGGERS, "if most < low or", "if most <= low or"),
        Edit(WALK, "ceil(count - 1e-6) >= (rule.trigger_from or 0)",
            "ceil(count - 1e-6) > (rule.trigger_from or 0)"),
    ),
    wrong(
        "course counts one period late on both sides",
        PROFICIENCY, "return start + org.calendar.periods_for(course.duration)",
        "return start + org.calendar.periods_for(course.duration + 0.01)",
        Edit(THERE, "< done - 1e-9", "< done + 0.01"),
    ),
    wrong("halves of a head count for none", TRIGGERS, "(0.5 - clear, 0.5 + clear)",
        "(0.5 + clear, 0.5 - clear)", Edit("orgplan/constraints/structure/measures.py",
            "floor(amount + Fraction(1, 2))", "ceil(amount - Fraction(1, 2))")),
    wrong("horizons open a quarter of their own", "orgplan/domain/calendar.py",
        "(first.year, (first.month - 1) // 3)", "(self.start.year, period // 3)"),
    wrong("empty teams owe something", "orgplan/domain/rules.py",
        "return 1 if self.threshold is None", "return 0 if self.threshold is None"),
    wrong("lead time rounded down", "orgplan/domain/calendar.py",
        "-int(-(months - 1e-9) // self.months_per_period)",
        "int(months // self.months_per_period)"),
    wrong("last day not employed", "orgplan/domain/people.py", "day <= self.end_date)",
        "day < self.end_date)", Edit(MEMBERS, "day <= self.end_date)", "day < self.end_date)")),
    wrong("ramp taken at the end of each month", OUTPUT, "months, share = month - first + 0.5,",
        "months, share = month - first + 1,", Edit(WALK, "(in_service + 0.5) / ramp",
            "(in_service + 1) / ramp")),
    wrong("budget forgets one-time cost", "orgplan/finance/ledger.py",
        "one_time(org, hire, month) if month == start else ()", "()"),
    wrong("tail forgotten", "orgplan/finance/unit_costs.py",
        "sum(line.cents for line in lines) + tail(org, hire, contract))",
        "sum(line.cents for line in lines))"),
    wrong("tax not on the bonus", PAY, "= [(at_once + base, kept), *earlier]",
        "= [(base, kept), *earlier]"),
    wrong("merit from the first month on", BASE_PAY, " and day >= entitled", ""),
    wrong("merit of last April once more", BASE_PAY, "if after < (day", "if after <= (day"),
    wrong("halves of a cent go down", "orgplan/finance/cents.py", "+ 0.5 + 1e-7", "+ 0.5 - 1e-7"),
    wrong("cost centre of people forgotten", "orgplan/domain/organisation/organisation.py",
        "own = person.cost_centre if person is not None and person.team == team else None",
        "own = None"),
)  # fmt: skip

FINANCE = (
    wrong("tax cap forgotten", PAY,
        "due = pay if cap is None else min(pay, max(0.0, cap - self.year_pay))", "due = pay"),
    wrong("tax cap of last year goes on", PAY, "if month.first.month == 1:",
        "if month.number == 0 and month.first.month == 1:"),
    wrong("nothing was paid before the horizon", PAY, "return -(12 + org.calendar.start.month - 1)",
        "return 0"),
    wrong("bonus paid a month early", PAY, "not months or month.first.month in months)",
        "not months or month.first.month % 12 + 1 in months)"),
    wrong("leavers forfeit the bonus", PAY, "(leaves or not months", "(not months"),
    wrong("paid bonus bears no tax", PAY, "money((levied + paid * part) * worth",
        "money(levied * worth"),
    wrong("short time at full pay", PAY,
        "kept_share(contract, spell, month, share) if contract.reductions else 1.0", "1.0"),
    wrong("short time uses less of the cap", PAY,
        "_levied(spell, month, first, base, share, memory)",
        "_levied(spell, month, first * kept, base, share, memory)",
        Edit(PAY, "money(levied * kept * worth", "money(levied * worth")),
    wrong("benefits a head forgotten", PAY, "* kept * worth + own + a_head",
        "* kept * worth + a_head"),
    wrong("a known last day doesn't shorten the tail", RUN_RATES,
        "if contract.end is None:\n        return tail_months",
        "if True:\n        return tail_months"),
    wrong("run rate without the cap", RUN_RATES,
        "taxed = pay if rates.tax_cap is None else min(pay, rates.tax_cap * worth / 12)",
        "taxed = pay"),
    wrong("rates of locations forgotten", "orgplan/finance/rates.py", "    if place is None:",
        "    if place is None or location:"),
    wrong("premium of contractors forgotten", CONTRACTS,
        "hire.base_salary * (1 + premium) if premium else hire.base_salary", "hire.base_salary"),
    wrong("own cost centre goes along to another team",
        "orgplan/domain/organisation/organisation.py",
        "if person is not None and person.team == team else None",
        "if person is not None else None"),
    wrong("moves change nothing", CONTRACTS, "_spells(org, person, actions.moves, end)",
        "_spells(org, person, (), end)"),
    wrong("severance without months of base", "orgplan/finance/one_time.py",
        "months = lever.months_of_base + for_service", "months = for_service"),
    wrong("severance for those who leave anyway", LEDGER,
        "base is not None and not goes_anyway and", "base is not None and"),
    wrong("severance on the eve of the horizon is free", LEDGER, "max(0, month), \"severance\"",
        "month, \"severance\""),
    wrong("contractors have a tail", "orgplan/finance/run_rates.py",
        "    if hire.is_contractor:\n        return 0.0\n", ""),
    wrong("heads rounded one by one", LEDGER, "whole(line.cents * heads)",
        "round(whole(line.cents) * heads)"),
    wrong("merit on top of a promotion of the same day", UNITS, "base_on(contract, day - DAY)",
        "on"),
    wrong("transfers take merit away", UNITS, "base = on * (1 + lever.raise_pct)",
        "base = (base_on(contract, day - DAY) or on) * (1 + lever.raise_pct)"),
    wrong("pay index of seats forgotten", UNITS, "index, stated = pay_index(org, location), role.",
        "index, stated = 1.0, role."),
    wrong("an exit saves nothing after the horizon", UNITS,
        "sum(line.cents for line in lines) + later)", "sum(line.cents for line in lines))"),
)  # fmt: skip

CHECKER = (
    wrong("checker: weights of needs ignored", "capacity",
        "return math.inf if last else -math.inf, not must, -need.weight, need.id",
        "return -math.inf, False, 0.0, need.id"),
    wrong("checker: a course lifts from any level", WALK,
        "if course.from_level <= level < course.to_level:", "if level < course.to_level:"),
    wrong("checker: ratio rounded down", "orgplan/constraints/structure/measures.py",
        "return ceil(amount) if rounding is Rounding.UP else floor(amount)",
        "return floor(amount)"),
    wrong("checker: swaps of time forgotten", "orgplan/domain/costs/allocation.py",
        "if other in helper and helper not in came_from and", "if False and"),
)  # fmt: skip

SOLVER = (
    wrong("too few seats are of use", "holders", "return math.ceil(max(held, default=0))",
        "return max(0, math.ceil(max(held, default=0)) - 1)", tests=ENUMERATION),
    wrong("training for a successor is not on offer", "echelon",
        "yield SkillTarget(rule.skill, rule.level or COVERS, training_counts=True)",
        "yield from ()"),
    wrong("seats that thin a share out are not on offer", "seniority_mix",
        "use = bounds.within(org, scope, rule.roles) / most", "use = 0.0"),
    wrong("seats to grow from are not on offer", "growth_cap", "return max(0, math.ceil(seats / ",
        "return min(0, math.ceil(seats / "),
    wrong("training for critical skills is not on offer", "bus_factor",
        "return (SkillTarget(skill, level) for skill in critical_skills(org, rule.skills, scope))",
        "return iter(())", tests=("tests/solver/test_what_serves.py",)),
    wrong("growing out of a rule is not on offer", "orgplan/constraints/model/usefulness.py",
        "use = max(0, int(rule.below) - int(fewest))", "use = 0"),
    wrong("cost before should", "orgplan/objectives/__init__.py",
        "(must_shortfall, should_shortfall, cost, disruption)",
        "(must_shortfall, cost, should_shortfall, disruption)",
        tests=("tests/solver/test_endings.py",)),
    wrong("limits of those who are alike are not added up", "orgplan/solver/symmetry.py",
        "row_upper=whole.row_upper[rows] * times", "row_upper=whole.row_upper[rows]",
        tests=("tests/solver/test_symmetry.py",)),
    wrong("some goals are not looked at to tell who is alike", "orgplan/solver/symmetry.py",
        "*(cost[mine] for cost in costs)", "*(cost[mine] for cost in costs[:2])",
        tests=("tests/solver/test_symmetry.py",)),
    wrong("what is proven of the small model is taken for reached", "orgplan/solver/solve.py",
        "if proven(value, bound, limits):", "if math.isfinite(value):",
        tests=("tests/solver/test_small_solves.py",)),
    wrong("who goes on learning takes time from others", "capacity",
        "step.level >= need.min_level and step.chance == 1", "False",
        tests=("tests/solver/test_symmetry.py",)),
    wrong("whoever is half sure to learn is on the next course in full", "capacity",
        "and step.chance == 1", ""),
    wrong("half of a course counts in each place", PROFICIENCY,
        "rows.link(family, (\"all of both\", *key), together.plus(other, -1), 0.0)", "pass",
        tests=("tests/solver/test_moving_and_learning.py",)),
    wrong("goals are not held", "orgplan/solver/solve.py", "search.hold(goal, at)", "pass",
        tests=ENUMERATION),
)  # fmt: skip

LEVERS = (
    wrong("backfill counted as growth", TRIGGERS,
        "seat.start == start and seat.place in part and (seat.grows or not growth)",
        "seat.start == start and seat.place in part"),
    wrong("attrition of groups applied twice", PRESENCE,
        "(1 - later) ** (org.calendar.months_per_period / 12)",
        "(1 - later) ** (org.calendar.months_per_period / 6)"),
    wrong("first-year rate ignored", PRESENCE, "(1 - first) ** (min(served, FIRST_YEAR) / 12)",
        "(1 - later) ** (min(served, FIRST_YEAR) / 12)"),
    wrong("first-year rate ignored on both sides", GROUPS,
        "return (later if first < 0 else first), later", "return later, later"),
    wrong("retrained people at the giving role's rate", PRESENCE,
        "else movers_still_there(org, group, periods)",
        "else movers_still_there(org, org.person[flow.group], periods)"),
    wrong("movers leave at once all the same", PRESENCE, "(periods + (1 if at_once else 0))",
        "(periods + 1)"),
    wrong("groups may be one head larger", "group_size", "Sense.AT_MOST, most)",
        "Sense.AT_MOST, most + 1)"),
    wrong("fewest heads of a group ignored", "group_size",
        "            if fewest:\n                key, count",
        "            if False:\n                key, count"),
    wrong("nobody leaves on a downgrading", PRESENCE,
        "(1 - org.lever[flow.lever or \"\"].share) * stay if downgraded", "stay if downgraded"),
    wrong("ramp of recruits ignored", OUTPUT, "max(0.0, 1 - (gone + month + 0.5) / ramp)", "0.0"),
    wrong("recruits take no time of their group", OUTPUT,
        "+ each * min(1.0, max(0.0, ramp - gone - month))", "+ 0.0",
        tests=("tests/solver/test_hire_and_train.py",)),
    wrong("hand-over of groups costs nothing", OUTPUT, "for month in range(length)) * lever.share",
        "for month in range(length)) * 0.0"),
    wrong("hand-over of people costs nothing", OUTPUT,
        "return lever.share * min(1.0, max(0.0, lever.months - (month",
        "return 0.0 * min(1.0, max(0.0, lever.months - (month"),
    wrong("retraining brings its skills at once", PRESENCE,
        "done = move.start + org.calendar.periods_for(org.lever[move.lever].months) <= period",
        "done = True"),
    wrong("courses reach everybody", PROFICIENCY, "step.chance if expected else 1", "1"),
    wrong("whoever is let go stays", PRESENCE, "stay.add(-1, x.leave[leave])",
        "stay.add(0, x.leave[leave])"),
    wrong("a contractor counts after the end", "orgplan/constraints/model/decisions.py",
        "period < self.until)", "period <= self.until)"),
    wrong("short time of people takes nothing", OUTPUT,
        "total.add(-org.lever[reduction.lever].share * output", "total.add(-0.0 * output"),
    wrong("short time spares what is half learned", "capacity",
        "self._shorten(person, need, time, reach, largest)\n        if spent",
        "pass\n        if spent"),
    wrong("mentors' time is free", "capacity", ".plus(hours.time, -1)", ".plus(hours.time, 0)"),
    wrong("mentors not counted", "mentoring", "Sense.AT_MOST, each * mentors.constant)",
        "Sense.AT_MOST, 99.0)"),
    wrong("prerequisite one period late", "prerequisites",
        "at_level(org, x, person, skill, level, start)",
        "at_level(org, x, person, skill, level, start - 1)"),
    wrong("staff: heads kept beyond need forgotten", "staff", "total.add(-1, variable)",
        "total.add(0, variable)"),
    wrong("staff: short time of people forgotten", "staff",
        "total.add(-org.lever[reduction.lever].share, variable)", "total.add(0, variable)"),
    wrong("staff: too many are welcome", "staff", "Linear().plus(left, -1), -most)",
        "Linear().plus(left, -1), -99 * most)"),
    wrong("positions: those filled before forgotten", "positions",
        "for start, variable in starts if start <= period]",
        "for start, variable in starts if start == period]"),
    wrong("positions: one too many of a kind", "positions",
        "Sense.AT_MOST, len(org.alike_positions[name]))",
        "Sense.AT_MOST, 1 + len(org.alike_positions[name]))"),
    wrong("positions: wishes need not wait", "positions", "if rank > 0:", "if rank > 1:"),
    wrong("positions: growth need not wait", "positions", "return 2 * seat.grows",
        "return 0 * seat.grows"),
    wrong("positions: days before the first day are worked", OUTPUT,
        "org.calendar.share_of_month(month, day, None) if month == first else 1.0", "1.0"),
    wrong("candidates are hired again and again", "candidates",
        "rows.limit(FAMILY, (name,), seats, Sense.AT_MOST, 1)",
        "rows.limit(FAMILY, (name,), seats, Sense.AT_MOST, 9)"),
    wrong("candidates bring what the role brings", PROFICIENCY,
        "if own is not None:\n        return own.get(skill, 0)", "if own is None:\n        pass"),
    wrong("candidates come at once", LEAD_TIMES,
        "return _no_sooner(org, start, lead_of(org, candidate, team))",
        "return org.calendar.start"),
    wrong("candidates take what the band pays", "orgplan/constraints/model/actions.py",
        "base, stated = who.base_salary, who.stated_as", "base, stated = base, who.stated_as"),
    wrong("notice of candidates is the role's lead time", "orgplan/constraints/model/seat_dates.py",
        "return lead_of(org, org.candidate[seat.candidate], seat.team)", "pass"),
    wrong("a must of another position will do", "locks", "if seat.position == name and (",
        "if seat.position and ("),
    wrong("recruiting under way is decided again", "recruiting",
        "if seat.position is None or not org.position[seat.position].under_way:", "if True:"),
    wrong("staff counts parts of a head as too many", "staff", "(asked - CRUMB, asked + 1 - CRUMB)",
        "(asked - CRUMB, asked)"),
    wrong("a move ends the ramp", "orgplan/constraints/model/output.py",
        "ramp_months(org, person.role, person.team,", "ramp_months(org, role, team,"),
    wrong("a seat is opened beside one on hold", "orgplan/domain/staffing/seat_offers.py",
        " and (role, team) not in org.held_positions", ""),
    wrong("frozen positions are filled", "orgplan/domain/positions.py",
        "not in (PositionStatus.FILLED, PositionStatus.FROZEN)", "not in (PositionStatus.FILLED,)"),
    wrong("locks: a must is none", "locks", "Sense.AT_LEAST if must else Sense.AT_MOST, lock.bound",
        "Sense.AT_LEAST if must else Sense.AT_MOST, 0 if must else lock.bound"),
    wrong("locks on groups forgotten", "locks", "if speaks_of(who, group.team, ends, flow.period):",
        "if False:"),
    wrong("two changes of one person", "one_change", "if len(changes.terms) > 1:",
        "if len(changes.terms) > 99:"),
    wrong("caps of levers one too high", "lever_caps",
        "left, Sense.AT_MOST, levers[0].most or 0.0)",
        "left, Sense.AT_MOST, 1 + (levers[0].most or 0.0))"),
    wrong("levers with one cap have one each", "lever_caps",
        "caps[lever.cap or lever.id].append(lever)", "caps[lever.id].append(lever)"),
    wrong("share of the receiving role ignored", "lever_caps", "        if share is not None:\n",
        "        if share is not None and share > 1:\n"),
    wrong("the receiving role is counted where people come from", "lever_caps",
        "return part if lever.to_team is None else", "return part if True else"),
    wrong("backfilled on the last day of the leaver", "backfill", "person.end_date < day",
        "person.end_date <= day"),
    wrong("delay of backfills ignored", "backfill", "-math.ceil(months))\n            vacated",
        "0)\n            vacated"),
    wrong("two levers replace a leaver twice", "backfill", "if several else (seat.lever,)",
        "if False else (seat.lever,)"),
    wrong("groups below nothing", "group_stock",
        "rows.limit(FAMILY, (group.id, \"heads\", label), heads, Sense.AT_LEAST, 0.0)",
        "rows.limit(FAMILY, (group.id, \"heads\", label), heads, Sense.AT_LEAST, -1.0)"),
    wrong("whoever is let go learns on", "training_load", "[(room, leave) for leave in gone]",
        "[(0.0, leave) for leave in gone]"),
    wrong("recruits of groups are not capped", "recruiting",
        "begun.setdefault((role, org.calendar.fiscal_year(flow.period * "
        "org.calendar.months_per_period)), Linear()).add(1, heads)", "pass"),
    wrong("notice ignored", "orgplan/domain/staffing/lever_offers.py",
        "return max(1, org.calendar.first_after(lever.months))", "return 1"),
    wrong("places have no attrition of their own", OUTPUT,
        "\"attrition\", person.id, team, role, person.location)",
        "\"attrition\", person.id, team, role)"),
    wrong("heads of groups cost nothing", "orgplan/objectives/cost.py",
        "(cents + later) * THOUSANDS)", "0.0)"),
    wrong("redundancies of groups are none", "orgplan/objectives/redundancies.py",
        "flow.kind is LeverKind.REDUNDANCY]", "False]"),
    wrong("checker: moves lead nowhere", MEMBERS,
        "return self if move is None else replace(self, role=move.role, team=move.team)",
        "return self"),
    wrong("checker: what retraining brings is a rung", "training_path",
        "walk.trained(member, skill, min(max(start, 0), calendar.periods - 1), taken)",
        "walk.level(member, skill, min(max(start, 0), calendar.periods - 1))"),
    wrong("no contractor is of use", "orgplan/solver/bounds.py",
        "opened = (hired or contracted(org, role, team)) and", "opened = hired and",
        tests=ENUMERATION),
    wrong("leavers are never replaced", "orgplan/solver/candidate_actions.py",
        "levers = org.levers_of(LeverKind.BACKFILL) if _may_be_left(org, role, team) else ()\n     "
        "       for kind in (", "levers = ()\n            for kind in (", tests=ENUMERATION),
)  # fmt: skip

WORTH = ("tests/solver/test_worth.py",)
VALUE = (
    wrong("a fewest of reports is bought as any should", "span", "unit=rule.per_min, worth=NOTHING",
        "unit=rule.per_min, worth=None", tests=WORTH),
    wrong("rows know no tolerance", "capacity",
        "need.required[period] - org.tolerance(need, period),", "need.required[period],",
        tests=WORTH),
    wrong("both sides: a tolerance is a share alone", "orgplan/domain/organisation/organisation.py",
        "min(max(share * asked, least), asked / 2)", "min(share * asked, asked / 2)", tests=WORTH),
    wrong("prices count half", "orgplan/objectives/cost.py", "(short.worth / 1000, short.variable)",
        "(short.worth / 2000, short.variable)", tests=WORTH),
    wrong("Settings price musts too", "orgplan/domain/organisation/organisation.py",
        "if demand.worth is None and demand.strength is Strength.SHOULD", "if demand.worth is None",
        tests=WORTH),
    wrong("leavers are gone a month early", PAY, "month.number + 0.5)", "month.number + 1.5)",
        tests=("tests/finance/test_expected_leavers.py",)),
    wrong("roles go anywhere", "orgplan/domain/staffing/seat_offers.py",
        "or not org.people_of_team[team]", "or True", tests=("tests/solver/test_where_roles_go.py",
            )),
    wrong("a conflict has members too many", "orgplan/solver/conflict.py",
        "                kept = rest", "                sure = True",
        tests=("tests/solver/test_conflicts.py",)),
    wrong("seats wait for the next year", LEAD_TIMES,
        "return _no_sooner(org, calendar.start, lead_time(org, role, team))",
        "return calendar.first_day(first_whole_period(org, role, team))",
        tests=("tests/solver/test_inside_the_year.py",)),
)  # fmt: skip

LEAD_STATES = (
    wrong("whoever has taken over leads wherever they are", "takeovers",
        "rows.link(FAMILY, (\"there\", *name), state.plus(there, -1), 0.0)", "pass", tests=LEADS),
    wrong("a takeover need not be carried out", "takeovers",
        "rows.link(FAMILY, (\"stays\", *name), taken.plus(there).plus(state, -1), 1.0)", "pass",
        tests=LEADS),
    wrong("two leads of a team", "takeovers",
        "rows.limit(FAMILY, (team, \"one lead\", label), total, Sense.AT_MOST, 1.0)",
        "rows.limit(FAMILY, (team, \"one lead\", label), total, Sense.AT_MOST, 2.0)"),
    wrong("ready a period late", "takeovers", "at_level(org, x, person, skill, level, key.start)",
        "at_level(org, x, person, skill, level, key.start - 1)"),
    wrong("whoever has taken over is led still", "span", "layer.led.include(taken, -float(led))",
        "pass"),
    wrong("a lead who has taken over is a successor still", "echelon",
        "not_leading = Linear(1.0).plus(taken[person.id], -1)", "not_leading = Linear(1.0)"),
    wrong("both sides: a lead stays one after leaving the team", THERE,
        "if now.team == (member.team if name == today else team):", "if True:"),
    wrong("nobody of the roster takes over", "orgplan/solver/candidate_actions.py",
        "if may_take_over(org, person) and _may_be_ready(org, person, team):", "if False:",
        tests=("tests/solver/test_what_serves.py",)),
)  # fmt: skip

TREE = (
    wrong("reports stay with a manager who is gone", "orgplan/constraints/model/reporting.py",
        "there = lead_of_today(org, x, who, period)", "there = Linear(1.0)"),
    wrong("whoever takes over gets no reports", "orgplan/constraints/model/reporting.py",
        "found[successor].include(given)", "pass"),
    wrong("new seats report to nobody", "orgplan/constraints/model/reporting.py",
        "new[team].add(1, seats)", "pass"),
    wrong("both sides: whoever is new stands beside the head",
        "orgplan/domain/staffing/reporting.py", "return 1 + (self._depths[line[0]] if line else 0)",
        "return self._depths[line[0]] if line else 1"),
    wrong("a layer too many is none", "layers", "depth > rule.count:\n                deep.include",
        "depth > rule.count + 1:\n                deep.include"),
    wrong("no lead is asked for", "team_lead", "(scope, period, z), leads, 1)",
        "(scope, period, z), leads, 0)"),
    wrong("a fewest is asked of managers who are gone", "direct_reports",
        "led.plus(there, -float(rule.per_min))", "led.plus(Linear(1.0), -float(rule.per_min))"),
)  # fmt: skip

ONBOARDING = (
    wrong("newcomers bring each other in", "capacity",
        "and (n.id in self.org.need or n.scope == ORGANISATION or ramped)", "",
        tests=TESTS),
    wrong("newcomers take time a month too long", "mentoring",
        "max(0.0, min(1.0, first + ramp - month))", "max(0.0, min(1.0, first + ramp + 1 - month))"),
    wrong("both sides: the first of a team are brought in by nobody and never come",
        "orgplan/domain/staffing/teaching_time.py",
        "or not any(p.level(skill) >= COVERS for p in org.people_of_team[team])", ""),
)  # fmt: skip

MUTATIONS = (
    *ONBOARDING,
    *TREE,
    *LEAD_STATES,
    *ROWS,
    *BOTH_SIDES,
    *FINANCE,
    *LEVERS,
    *CHECKER,
    *SOLVER,
    *VALUE,
)


@contextmanager
def mutated(mutation: Mutation) -> Iterator[Path]:
    """A copy of the project with the mutation in it.

    Raises
    ------
    LookupError
        If an edit doesn't fit the source any more.
    """
    with tempfile.TemporaryDirectory(prefix="orgplan-mutation-") as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / name)
        for edit in mutation.edits:
            path = copy / edit.file
            text = flat(path.read_text(encoding="utf-8"))
            if text.count(edit.old) != 1:
                raise LookupError(
                    f"{mutation.name}: {edit.file} has {text.count(edit.old)} times: {edit.old}"
                )
            path.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
        yield copy


def caught(mutation: Mutation) -> str | None:
    """The first test that fails under a mutation; ``None`` where all pass.

    Raises
    ------
    RuntimeError
        If the tests could not be run.
    """
    with mutated(mutation) as copy:
        environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("ORGPLAN_SLOW", None)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-rfE",
            "--tb=line",
            "-p",
            "no:cacheprovider",
            *mutation.tests,
        ]
        ran = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        if ran.returncode == 0:
            return None
        failed = [
            line for line in ran.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))
        ]
        if ran.returncode != 1 or not failed or "SyntaxError" in ran.stdout:
            raise RuntimeError(f"{mutation.name}: {ran.stdout[-2000:]}{ran.stderr[-2000:]}")
        return failed[0].split(" ", 1)[1].split(" - ")[0]


def main(names: Sequence[str] = ()) -> int:
    """Try all mutations, or those named; the number that no test catches."""
    tried = [mutation for mutation in MUTATIONS if not names or mutation.name in names]
    survived = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for mutation, test in zip(tried, pool.map(caught, tried), strict=True):
            survived += test is None
            sys.stdout.write(
                f"{'SURVIVED' if test is None else 'caught  '}  {mutation.name:<45} {test or ''}\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"{len(tried) - survived} of {len(tried)} mutations caught\n")
    return survived


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
