"""Commands that plan again: what things cost, and what money buys."""
