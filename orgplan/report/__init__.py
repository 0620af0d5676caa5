"""The plan in sheets, JSON and data frames."""
