"""Terms that several sheets share: skills, scopes, periods, currencies, spellings."""
