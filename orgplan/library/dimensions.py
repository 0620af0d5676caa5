"""The six dimensions of a role made by program: their labels, and which groups of skills go
where.
"""

from orgplan.domain import DIMENSIONS, Text

_LABELS = (
    Text(en="Core technology", zh="核心技术"),
    Text(en="Architecture and engineering", zh="架构与工程"),
    Text(en="Business modelling", zh="业务建模"),
    Text(en="Delivery", zh="项目交付"),
    Text(en="Team and leadership", zh="团队与领导力"),
    Text(en="Trends", zh="趋势"),
)
LABELS = dict(zip(DIMENSIONS, _LABELS, strict=True))
GROUP_OF = dict(
    zip(
        DIMENSIONS,
        ("technology", "architecture", "business", "delivery", "people", "trends"),
        strict=True,
    )
)

# The craft of a role outside technology stands in the first slot.
DIMENSION_OF = {group: dimension for dimension, group in GROUP_OF.items()} | dict.fromkeys(
    ("data", "product", "operations", "marketing"), DIMENSIONS[0]
)
