"""Why the plan can't be put into a workbook."""

from orgplan.errors import OrgplanError


class Refused(OrgplanError):
    """What stands in the way, as the end of a sentence that begins with the workbook's name and a
    colon, and what to do about it.
    """
