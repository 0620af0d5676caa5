"""Files of tables as they come: opened, of whatever kind, and what stands beside the tables in
them.
"""
