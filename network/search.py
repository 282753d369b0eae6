"""Finding by words: Norwegian stems in one table, with the engine's own full-text index over them."""

from collections import defaultdict

from django.db import connection
from django.db.models.expressions import RawSQL

from network.audit import label_of
from network.models import SearchEntry
from network.norwegian import asked_of, kept_of, parts_of
from network.registries import searchable_for, searchables

# Each engine begins with its full-text index. Left to choose, PostgreSQL takes a rare word for a common one
# and walks all cases from the newest, reading the words of each, until it has found twenty: seconds.
HITS = {
    "sqlite": "WITH hits AS (SELECT rowid AS id FROM network_search_fts WHERE network_search_fts MATCH %s)",
    "postgresql": "WITH hits AS MATERIALIZED (SELECT id FROM network_searchentry "
    "WHERE to_tsvector('simple', stems) @@ to_tsquery('simple', %s))",
}
# SQLite's index walks from the newest and stops; `CROSS JOIN` keeps it to begin there.
NEWEST = {
    "sqlite": "WITH hits AS (SELECT rowid AS id FROM network_search_fts WHERE network_search_fts MATCH %s "
    "ORDER BY rowid DESC LIMIT {most})",
    "postgresql": HITS["postgresql"],
}
ENTRIES = "FROM hits CROSS JOIN network_searchentry e WHERE e.id = hits.id"
AND = {"sqlite": " AND ", "postgresql": " & "}
OR = {"sqlite": " OR ", "postgresql": " | "}
# Counted up when what is kept of a text changes: an upgrade then makes all of it anew, once.
MADE_AS, VERSION = "search.made_as", 3
FEW = 500
# Of each kind, among which as many as a page shows are sought for the reader first.
CANDIDATES = 100


def is_current():
    """Whether what is kept was made as it is made now."""
    return SearchEntry.objects.filter(label=MADE_AS, object_id=VERSION).exists()


def mark_current():
    SearchEntry.objects.filter(label=MADE_AS).delete()
    SearchEntry.objects.create(label=MADE_AS, object_id=VERSION, stems="")


def index(obj):
    """Keep what an object is found by. Called by the job function that changed it."""
    label = label_of(obj)
    stems = entry_of(label, searchable_for(obj).words(obj))
    SearchEntry.objects.update_or_create(label=label, object_id=obj.pk, defaults={"stems": stems})


def index_all(objects):
    """The same for many objects of one kind, in one statement."""
    if objects:
        label, words = label_of(objects[0]), searchable_for(objects[0]).words
        SearchEntry.objects.bulk_create(
            [
                SearchEntry(label=label, object_id=obj.pk, stems=entry_of(label, words(obj)))
                for obj in objects
            ],
            update_conflicts=True,
            unique_fields=["label", "object_id"],
            update_fields=["stems"],
        )


def entry_of(label, text):
    """What is kept of a text, each stem once; first a word for its kind, so that the index tells kinds apart."""
    return " ".join(dict.fromkeys([kind_word(label), *kept_of(text)]))


def matching(label, text, *, any_word=False):
    """Ids of objects of one kind whose words match all (or any) of the stems, as a subquery.

    The last word also matches as a prefix: people search while they type. By any word only the newest
    hits count: common words hit everything, and what looks alike is a help, not an answer.
    """
    query = _query(label, text, any_word=any_word)
    if not query:
        return SearchEntry.objects.none().values("object_id")
    # The SQL is ours; what people typed is a parameter, and only stems of letters and digits.
    if any_word:
        return RawSQL(_newest(FEW), [query])  # noqa: S611
    return RawSQL(f"{HITS[connection.vendor]} SELECT object_id {ENTRIES}", [query])  # noqa: S611


def find(text, viewer, *, limit=20):
    """Hits this viewer may see, newest first, by kind: a list of (Searchable, objects).

    A statement for all kinds, and one for each kind with hits, however many there are.
    """
    kinds = [kind for kind in searchables() if viewer.is_inside or not kind.inside_only]
    found, newest = [], _newest_hits(text, kinds)
    for kind in kinds:
        label = kind.model._meta.label_lower
        ids = newest.get(label, [])
        rows = kind.model.objects.visible_to(viewer).select_related(*kind.select).order_by("-pk")
        hits = list(rows.filter(pk__in=ids)[:limit]) if ids else []
        if len(hits) < limit and len(ids) == CANDIDATES:  # much is hidden from this viewer: look further back
            hits = list(rows.filter(pk__in=matching(label, text))[:limit])
        if hits:
            found.append((kind, hits))
    return found


def _newest_hits(text, kinds):
    """The ids of the newest hits of each kind, by its label."""
    labels = [kind.model._meta.label_lower for kind in kinds]
    queries = [query for label in labels if (query := _query(label, text))]
    found = defaultdict(list)
    if queries:
        one = f"SELECT label, object_id FROM ({_newest(CANDIDATES, 'label, object_id')}) AS newest"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(queries)), queries)
            for label, pk in cursor.fetchall():
                found[label].append(pk)
    return found


def _newest(most, columns="object_id"):
    hits = NEWEST[connection.vendor].format(most=most)
    return f"{hits} SELECT {columns} {ENTRIES} ORDER BY hits.id DESC LIMIT {most}"


def kind_word(label):
    """A word that nobody writes, for the objects of one kind."""
    return label.replace(".", "")


def _query(label, text, *, any_word=False):
    """What is asked for of one kind, in the language of the engine's index; "" without any words.

    The last word also as a prefix. A compound is also found where its parts stand apart.
    """
    stems = asked_of(text)[:12]
    if not stems:
        return ""
    words = [*map(_exactly, stems[:-1]), _beginning(stems[-1])]
    either = OR[connection.vendor].join(words)
    asked = [f"({either})"] if any_word else map(_or_its_parts, stems, words)
    return AND[connection.vendor].join([_exactly(kind_word(label)), *asked])


def _exactly(stem):
    return f'"{stem}"' if connection.vendor == "sqlite" else stem


def _beginning(stem):
    return f'"{stem}"*' if connection.vendor == "sqlite" else f"{stem}:*"


def _or_its_parts(stem, word):
    parts = AND[connection.vendor].join(map(_exactly, parts_of(stem)))
    return f"({word}{OR[connection.vendor]}({parts}))" if parts else word
