"""The sheet Checks: people, money, actions and proof, reconciled by formulas."""
