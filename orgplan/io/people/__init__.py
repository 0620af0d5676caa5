"""People as rosters and exports state them: names, several rows of one person, hours, pay and what
fits no band.
"""
