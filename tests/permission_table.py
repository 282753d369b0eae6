"""What each person gets from each URL: see test_permissions.py."""

TABLE = {}
