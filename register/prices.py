"""Kroner of one year in the money of another, by Norway's consumer price index."""

import csv
from decimal import Decimal
from pathlib import Path

SOURCE = "Statistisk sentralbyrå, konsumprisindeksen, årsgjennomsnitt (2015=100), tabell 08184"
FILE = Path(__file__).parent / "data" / "kpi.csv"


def _read():
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {int(row["year"]): Decimal(row["index"]) for row in csv.DictReader(lines)}


INDEX = _read()
FIRST_YEAR, NEWEST_YEAR = min(INDEX), max(INDEX)


def adjusted(amount, year):
    """Whole kroner in the money of NEWEST_YEAR. None without a year, and for one the index does not have: such an
    amount is told as it is, beside the others and not among them."""
    return round(amount * INDEX[NEWEST_YEAR] / INDEX[year]) if can_adjust(year) else None


def can_adjust(year):
    return year in INDEX
