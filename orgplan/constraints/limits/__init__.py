"""What a plan may never exceed: budgets, headcount, positions, locks, recruiting, lever caps."""
