"""Places of work with their currency and rates.

Its own rates come before the assumptions of that scope; bands of roles are those of a `pay_index`
of 1.
"""

from pydantic import Field

from .costs.money import Priced


class Location(Priced):
    """A place of work; what it leaves open, the assumptions say (also with the location as their
    scope).

    Parameters
    ----------
    id
        Its name.
    currency
        Currency in which people there are paid; ``None`` is the plan's.
    fx
        Plan currency for one unit of `currency`; ``None`` takes the assumption ``fx`` of that
        currency.
    pay_index
        Pay of a new seat there against the band of its role (1.0 is the band).
    employer_tax_pct
        Employer's tax as a share of base and bonus; ``None`` takes the assumption.
    tax_cap
        Base and bonus of a calendar year above which no employer's tax is due, in plan currency;
        ``None`` takes the assumption.
    benefits_pct
        Benefits as a share of base; ``None`` takes the assumption.
    benefits_per_head
        Benefits for each head and year in plan currency, beside the share.
    entity
        Legal entity that employs people there; ``None`` is the organisation.

    Examples
    --------
    >>> op.Location(id="Lodz", currency="PLN", employer_tax_pct=0.2048).currency
    'PLN'
    """

    id: str = Field(min_length=1)
    currency: str | None = None
    fx: float | None = Field(default=None, ge=1e-9, le=1e9)
    pay_index: float = Field(default=1.0, ge=0.01, le=10)
    employer_tax_pct: float | None = Field(default=None, ge=0, le=2)
    tax_cap: float | None = Field(default=None, ge=0)
    benefits_pct: float | None = Field(default=None, ge=0, le=2)
    benefits_per_head: float | None = Field(default=None, ge=0)
    entity: str | None = Field(default=None, min_length=1)
