"""Tables as strangers make them, read a row at a time: CSV in any of the usual codings, and XLSX."""

from register.tables.opening import NotUnderstood, Table, open_table

__all__ = ["NotUnderstood", "Table", "open_table"]
