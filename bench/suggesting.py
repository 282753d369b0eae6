"""What a suggestion costs among all issues, beside a plain full-text query of the same words in the same table.

Time is the wall's, for the database's share is most of it.
"""

import time
from statistics import median

from django.db import connection
from django.utils import timezone

from bench import load
from issues.models import Issue
from issues.ranking import telling_words
from issues.similar import similar
from network.models import Person
from network.norwegian import stems_of
from network.viewer import Viewer

ASKED = "Hvem har ansvaret for deling av pasientdata i skyen? Vi får ulike svar fra juristene."
PLAIN = {
    "sqlite": "SELECT rowid FROM network_search_fts WHERE network_search_fts MATCH %s ORDER BY rank LIMIT 60",
    "postgresql": "SELECT object_id FROM network_searchentry, websearch_to_tsquery('simple', %s) q "
    "WHERE to_tsvector('simple', stems) @@ q ORDER BY ts_rank(to_tsvector('simple', stems), q) DESC LIMIT 60",
}


def rows(databases, rounds):
    """One line for each size, to print."""
    yield f"{'a suggestion':28}{'ours ms':>12}{'full-text ms':>14}{'×':>8}{'issues':>12}"
    for database in databases:
        database.use()
        viewer = Viewer(Person.objects.get(email=load.VIEWER), timezone.now())
        similar(ASKED, viewer)  # the tables of words are read once for each process
        ours = median(_timed(lambda viewer=viewer: similar(ASKED, viewer)) for _ in range(rounds))
        plain = median(_timed(_full_text) for _ in range(rounds))
        yield (
            f"{f'at {database.size:,}':28}{ours:>12.1f}{plain:>14.1f}{ours / plain:>8.2f}{Issue.objects.count():>12,}"
        )


def _full_text():
    stems = stems_of(" ".join(telling_words(ASKED)))
    quoted = " OR ".join(f'"{stem}"' for stem in stems)
    with connection.cursor() as cursor:
        cursor.execute(PLAIN[connection.vendor], [quoted])
        return cursor.fetchall()


def _timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
