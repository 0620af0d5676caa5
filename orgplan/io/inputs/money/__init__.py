"""Readers of sheets of money: budget and what is spent of it, actuals, charges, cost splits and
exchange rates.
"""
