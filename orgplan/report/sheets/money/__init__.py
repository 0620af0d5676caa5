"""Sheets of money: cost, budget, actuals, drivers, rates, and why sums differ."""
