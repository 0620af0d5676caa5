"""A plan read back from its sheets, and its actions as rows."""
