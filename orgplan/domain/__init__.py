"""What is true: people, skills, roles, teams, needs, rules, the calendar and a plan. No files, no solver, no data frames."""
