"""The guide of an input workbook: steps, legend, and the levels of skills."""

from collections.abc import Sequence

from orgplan.excel.read import choice_in_words
from orgplan.excel.write.styles import LEGEND
from orgplan.excel.write.workbook import HEADING, NOTE, PLAIN, TITLE, Look, Sheet, Style
from orgplan.language import SOURCE, _, speaking
from orgplan.schema.columns import CHINESE
from orgplan.schema.scales import SCALES
from orgplan.schema.settings import SETTING_OF

_SCALE_NAMES = SETTING_OF["skill scale"].entries
_VERSION = "1"
_STEPS = (
    (
        "1. Settings: put the as-of date, the horizon and the currency. Everything else there has a"
        " default."
    ),
    "2. Roster: one row a person. Skills: a column a skill, levels 0-5; a blank is a gap.",
    (
        "3. Roles: the roles you have and would hire, with their pay bands. A role of the library"
        " needs only its name."
    ),
    (
        "4. Requirements: what you need where, and from when. Rules: name those of the library that"
        " you want."
    ),
    "5. Budget and Training, if you have them. Assumptions: change what is different with you.",
    (
        "6. Levers: what the plan may do besides hire and train (promote, move, contract, let go,"
        " short time …). Without a row it does not."
    ),
    (
        "7. Positions, Candidates, Locks, Locations: seats that are decided already, people who"
        " could be hired, what must or must not be done, places with their own rates. Actuals: what"
        " was spent. All optional."
    ),
    (
        "8. Save, and run: orgplan plan THIS_FILE.xlsx --out my_plan.xlsx. The grey example rows"
        " are not read; a sheet that you don't need may go."
    ),
)
_STEPS_ZH = (
    "1. 设置：填写基准日、规划期和币种，其余都有默认值。",
    "2. 花名册：每人一行。技能矩阵：每项技能一列，等级 0-5，空白表示不具备。",
    "3. 岗位：现有和拟招聘的岗位及薪资范围；岗位库中的岗位只需写名称。",
    "4. 需求：哪里、何时、需要什么能力。规则：写出要启用的规则名称。",
    "5. 如有，填写预算和培训；假设：修改与默认不同的参数。",
    (
        "6. 手段：除招聘和培训外，计划还可以做什么（晋升、调动、外包、裁员、"
        "缩短工时等）；没有写的不会采用。"
    ),
    (
        "7. 编制、候选人、锁定、地点、实际：已定的编制、可招聘的人、必须或不得采取的行动、"
        "各地的费率、实际支出。均可不填。"
    ),
    (
        "8. 保存后运行：orgplan plan 本文件.xlsx --out my_plan.xlsx。"
        "灰色示例行不会被读取；不需要的工作表可以删掉。"
    ),
)
_FIRST_STEPS = (
    (
        "1. Settings: put the as-of date, the horizon and the currency. Everything else there has a"
        " default."
    ),
    "2. Roster: one row a person. Skills: a column a skill, levels 0-5; a blank is a gap.",
    (
        "3. Roles: the roles you have and would hire, with their pay bands. A role of the library"
        " needs only its name."
    ),
    "4. Requirements: what you need where, and from when. Budget: how much money there is.",
    (
        "5. Save, and run: orgplan plan THIS_FILE.xlsx --out my_plan.xlsx. The grey example rows"
        " are not read."
    ),
    (
        "More sheets (assumptions, rules, courses, moves, positions, locations, actuals …) are in"
        " the template of: orgplan init ALL.xlsx --all. Copy here what you need."
    ),
    (
        "Files that you have already become such a workbook with: orgplan import FILE… --out"
        " my_org.xlsx"
    ),
)
_FIRST_STEPS_ZH = (
    "1. 设置：填写基准日、规划期和币种，其余都有默认值。",
    "2. 花名册：每人一行。技能矩阵：每项技能一列，等级 0-5，空白表示不具备。",
    "3. 岗位：现有和拟招聘的岗位及薪资范围；岗位库中的岗位只需写名称。",
    "4. 需求：哪里、何时、需要什么能力。预算：有多少钱。",
    "5. 保存后运行：orgplan plan 本文件.xlsx --out my_plan.xlsx。灰色示例行不会被读取。",
    (
        "更多工作表（假设、规则、培训、手段、编制、地点、实际等）见：orgplan init 全部.xlsx --all"
        " --lang zh，按需复制过来。"
    ),
    "已有的文件可直接导入：orgplan import 文件… --out my_org.xlsx",
)
_LEGEND_ZH = {
    Look.INPUT: "蓝字黄底：由您填写。",
    Look.EXAMPLE: "灰色：示例行，不会被读取，可保留或删除。",
    Look.NOTE: "灰色斜体：说明文字，不会被读取。",
}  # of the looks that an input workbook has
_LEVELS = (
    "Skill levels: 0 none, 1 aware, 2 with help, 3 alone (counts as coverage), 4 trains others, 5"
    " sets the standard."
)
_LEVELS_ZH = (
    "技能等级：0 无，1 了解，2 在帮助下完成，3 独立完成（计入覆盖），4 能带教他人，5 制定标准。"
)


def steps(chinese: bool, every: bool) -> Sequence[str]:
    """What to do, one line a step; `every` for a template of all sheets.

    Parameters
    ----------
    chinese
        Language of the workbook, whatever that of the run.
    every
        Off for a first plan, which needs six sheets.

    Examples
    --------
    >>> len(steps(chinese=False, every=True)) > len(steps(chinese=False, every=False))
    True
    """
    if every:
        return _STEPS_ZH if chinese else _STEPS
    return _FIRST_STEPS_ZH if chinese else _FIRST_STEPS


def write_guide(sheet: Sheet, lines: Sequence[str], chinese: bool) -> None:
    """Write the guide with its steps, the legend and the levels.

    Parameters
    ----------
    sheet
        Empty; it is filled from its first row.
    lines
        Steps and further notes, a row each.
    chinese
        Language of the workbook.
    """
    sheet.write(
        0,
        0,
        "组织能力规划：输入工作簿" if chinese else "Input workbook of the org capability planner",
        TITLE,
    )
    purpose = (
        "填写后即可得到招聘与培养计划。"
        if chinese
        else "Filled in, it becomes an optimised hiring and upskilling plan."
    )
    sheet.write(1, 0, purpose, NOTE)
    row = 3
    for line in lines:
        sheet.prose(row, line, PLAIN)
        row += 1
    sheet.write(row + 1, 0, "图例" if chinese else "Legend", HEADING)
    for offset, (look, words) in enumerate(_LEGEND_ZH.items(), start=2):
        sheet.write(row + offset, 0, words if chinese else LEGEND[look], Style(look))
    row += 6
    sheet.prose(row, _LEVELS_ZH if chinese else _LEVELS, PLAIN)
    sheet.write(
        row + 1,
        0,
        (
            "其他评分制（“设置”中的“技能等级制”）："
            if chinese
            else "Other scales ('Skill scale' on Settings) are mapped so:"
        ),
    )
    for offset, scale in enumerate(SCALES[1:], start=2):
        with speaking(CHINESE if chinese else SOURCE):
            name = choice_in_words(scale.name, _SCALE_NAMES[scale.name])
            sentence = _("{name}: {text}", name=name, text=_(scale.meaning))
        sheet.write(row + offset, 0, sentence, NOTE)
    sheet.write(
        row + len(SCALES) + 2,
        0,
        f"{'模板版本' if chinese else 'Template version'} {_VERSION}",
        NOTE,
    )
    sheet.width(0, 110)
