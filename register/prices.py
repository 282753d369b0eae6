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
    """Whole kroner in the money of NEWEST_YEAR. What is later than the index counts as it was told: some years'
    rise in prices is less than what leaving out the newest costs would hide. None without a year, and for one
    before the index: such an amount is told as it is, beside the others and not among them."""
    if not can_adjust(year):
        return None
    return round(amount * INDEX[NEWEST_YEAR] / INDEX[min(year, NEWEST_YEAR)])


def can_adjust(year):
    return year is not None and year >= FIRST_YEAR
