"""What people, seats and courses cost, month by month and to the cent.

Money is in the plan's currency, in whole cents; what is stated in another currency keeps that
amount beside it (:class:`~orgplan.domain.costs.money.Stated`). Nothing here knows the model or a
solver.
"""
