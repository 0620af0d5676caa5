"""How a plan came about and whether it was touched since: run, run log, fingerprints, snapshots,
tampering.
"""
