"""Results as records, data frames and JSON."""
