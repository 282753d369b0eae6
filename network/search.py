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
# `CROSS JOIN` keeps SQLite to the same order.
ENTRIES = "FROM hits CROSS JOIN network_searchentry e WHERE e.id = hits.id"
AND = {"sqlite": " AND ", "postgresql": " & "}
OR = {"sqlite": " OR ", "postgresql": " | "}
FEW = 500


def index(obj):
    """Keep what an object is found by. Called by the job function that changed it."""
    stems = entry_of(searchable_for(obj).words(obj))
    SearchEntry.objects.update_or_create(label=label_of(obj), object_id=obj.pk, defaults={"stems": stems})


def index_all(objects):
    """The same for many objects of one kind, in one statement."""
    if objects:
        label, words = label_of(objects[0]), searchable_for(objects[0]).words
        SearchEntry.objects.bulk_create(
            [SearchEntry(label=label, object_id=obj.pk, stems=entry_of(words(obj))) for obj in objects],
            update_conflicts=True,
            unique_fields=["label", "object_id"],
            update_fields=["stems"],
        )


def entry_of(text):
    """What is kept of a text, each stem once."""
    return " ".join(dict.fromkeys(kept_of(text)))


def matching(label, text, *, any_word=False):
    """Ids of objects of one kind whose words match all (or any) of the stems, as a subquery.

    The last word also matches as a prefix: people search while they type. By any word only the newest
    hits count: common words hit everything, and what looks alike is a help, not an answer.
    """
    query, entries = _query(text, any_word=any_word), SearchEntry.objects.filter(label=label)
    if not query:
        return entries.none().values("object_id")
    # The SQL is ours; what people typed is a parameter, and only stems of letters and digits.
    hits = HITS[connection.vendor]
    if any_word:
        newest = f"{hits} SELECT object_id {ENTRIES} AND label = %s ORDER BY hits.id DESC LIMIT {FEW}"
        return RawSQL(newest, [query, label])  # noqa: S611
    return entries.filter(pk__in=RawSQL(f"{hits} SELECT id FROM hits", [query])).values("object_id")  # noqa: S608, S611


def find(text, viewer, *, limit=20):
    """Hits this viewer may see, newest first, by kind: a list of (Searchable, objects)."""
    found = []
    few = _few_hits(text)
    for kind in searchables():
        label = kind.model._meta.label_lower
        if few is not None and label not in few:
            continue
        ids = matching(label, text) if few is None else few[label]
        objects = kind.model.objects.visible_to(viewer).filter(pk__in=ids).select_related(*kind.select)
        if hits := list(objects.order_by("-pk")[:limit]):
            found.append((kind, hits))
    return found


def _few_hits(text):
    """All hits, as ids by label, in one statement for all kinds; None when there are more than a few."""
    found = defaultdict(list)
    if query := _query(text):
        sql = f"{HITS[connection.vendor]} SELECT label, object_id {ENTRIES} LIMIT {FEW + 1}"
        with connection.cursor() as cursor:
            cursor.execute(sql, [query])
            for label, pk in cursor.fetchall():
                found[label].append(pk)
    return found if sum(map(len, found.values())) <= FEW else None


def _query(text, *, any_word=False):
    """What is asked for, in the language of the engine's index; "" without any words.

    The last word also as a prefix. A compound is also found where its parts stand apart.
    """
    stems = asked_of(text)[:12]
    if not stems:
        return ""
    words = [*map(_exactly, stems[:-1]), _beginning(stems[-1])]
    if any_word:
        return OR[connection.vendor].join(words)
    return AND[connection.vendor].join(map(_or_its_parts, stems, words))


def _exactly(stem):
    return f'"{stem}"' if connection.vendor == "sqlite" else stem


def _beginning(stem):
    return f'"{stem}"*' if connection.vendor == "sqlite" else f"{stem}:*"


def _or_its_parts(stem, word):
    parts = AND[connection.vendor].join(map(_exactly, parts_of(stem)))
    return f"({word}{OR[connection.vendor]}({parts}))" if parts else word
