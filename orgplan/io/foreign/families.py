"""The family of a title that no sheet of roles explains, guessed from its words."""

import re

from orgplan.language import _

OTHER = "other"
# The words of a family, the more telling families first: a data engineer is data, a sales engineer sales.
_WORDS: tuple[tuple[str, str], ...] = (
    ("executive", r"\b(ceo|cto|cfo|coo|cpo|cmo|chief|managing director|vp|vice president|general manager|geschäftsführer)\b|总裁|总经理|首席|副总"),
    ("sales", r"\b(sales|account (manager|executive)|business development|pre-?sales|vertrieb)\b|销售|商务|售前"),
    ("marketing", r"\b(marketing|brand|content|seo|growth|communications?|pr)\b|市场|品牌|推广"),
    ("data", r"\b(data|analytics|machine learning|ml|ai|bi|statistician)\b|数据|算法|机器学习"),
    ("design", r"\b(design(er)?|ux|ui|user research(er)?)\b|设计|交互"),
    ("product", r"\b(product (manager|owner|lead|director)|product|scrum master|agile coach)\b|产品"),
    ("people", r"\b(hr|human resources|people|talent|recruit(er|ing)|personal)\b|人力|招聘|人事"),
    ("finance", r"\b(finance|financial|account(ant|ing)|controller|controlling|payroll|buchhalt\w*)\b|财务|会计"),
    ("support", r"\b(support|service desk|help ?desk|customer (success|service|care))\b|客服|客户成功"),
    ("operations", r"\b(operations?|office|logistics|procurement|supply chain|facilit(y|ies)|legal|admin\w*|assistant)\b|运营|行政|采购|法务"),
    ("engineering", r"\b(engineer(ing)?|developer|entwickler(in)?|programmer|architect|devops|sre|qa|test(er)?|software|tech(nical)? lead|backend|frontend|full-?stack|mobile|platform|security|infrastructure|sysadmin)\b|工程师|开发|研发|测试|架构|运维|前端|后端"),
)  # fmt: skip
_FAMILIES = tuple((family, re.compile(words, re.IGNORECASE)) for family, words in _WORDS)


def family_of(title: str) -> tuple[str, str]:
    """Family of a title, and how that is known: ``("engineering", "guessed from 'engineer'")``."""
    for family, words in _FAMILIES:
        found = words.search(title)
        if found:
            return family, _("guessed from '{found}'", found=found[0])
    return OTHER, _("not known from the title")
