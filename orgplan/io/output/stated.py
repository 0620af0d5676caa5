"""Amounts on their way into a sheet: as they were stated, beside their currency."""

from orgplan.domain import Priced
from orgplan.excel.write.content import Content


def stated_cells(
    holder: Priced, currency: str = "currency", **amounts: float | None
) -> dict[str, Content]:
    """Cells of amounts that share a column of their currency: as stated where all are stated in
    one, else in plan currency.

    Parameters
    ----------
    holder
        Value of the domain that knows how its amounts were stated.
    currency
        Key of that column.
    amounts
        Key → what the field of that name holds, in plan currency.
    """
    stated = {
        key: holder.stated_as(key, amount) for key, amount in amounts.items() if amount is not None
    }
    codes = {one.currency if one else None for one in stated.values()}
    code = next(iter(codes)) if len(codes) == 1 else None
    own = {key: one.amount for key, one in stated.items() if one is not None and code is not None}
    return {**amounts, **own, currency: code}
