"""What if: changes to an organisation, as values."""
