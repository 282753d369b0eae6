import csv
import json
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name):
    """The rows of a CSV file. One with more cells than its header is a broken file, not a longer row."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if None in row or None in row.values():
                raise ValueError(f"{name}.csv: {row} does not fit its header")
            yield row


def read(name):
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
