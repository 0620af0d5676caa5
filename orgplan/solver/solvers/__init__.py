"""The solvers, each behind the same task and outcome: HiGHS, and SCIP as the second; the model as
PuLP states it.
"""
