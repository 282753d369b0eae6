"""Finding by words: Norwegian stems in one table, with the engine's own full-text index over them."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import CharField, Value
from django.db.models.expressions import RawSQL
from django.urls import reverse

from network.audit import label_of
from network.deadlines import date_text, local_day
from network.links import url_for
from network.models import SearchEntry
from network.norwegian import asked_of, kept_of, parts_of
from network.registries import NOT_BESIDE, NOTHING, searchable_called, searchables

# Each engine begins with its full-text index. Left to choose, PostgreSQL takes a rare word for a common one
# and walks all cases from the newest, reading the words of each, until it has found twenty: seconds.
HITS = {
    "sqlite": "WITH hits AS (SELECT rowid AS id FROM network_search_fts WHERE network_search_fts MATCH %s) "
    "SELECT object_id FROM hits CROSS JOIN network_searchentry USING (id)",
    "postgresql": "WITH hits AS MATERIALIZED (SELECT object_id FROM network_searchentry "
    "WHERE words @@ to_tsquery('simple', %s)) SELECT object_id FROM hits",
}
# The newest of one kind. SQLite's index walks from the newest and stops; `CROSS JOIN` keeps it to begin there.
# PostgreSQL's has no order, and gathers all that a common word hits: there the newest entries are read first …
NEWEST = {
    "sqlite": "WITH hits AS (SELECT rowid AS id FROM network_search_fts WHERE network_search_fts MATCH %s{older}"
    " ORDER BY rowid DESC LIMIT {most}) "
    "SELECT id, label, object_id FROM hits CROSS JOIN network_searchentry USING (id) ORDER BY id DESC LIMIT {most}",
    "postgresql": "SELECT id, label, object_id FROM (SELECT * FROM network_searchentry WHERE label = '{label}'{older} "
    "ORDER BY object_id DESC LIMIT {read}) AS newest WHERE words @@ to_tsquery('simple', %s) LIMIT {most}",
}
# … and the index is asked of the kinds that have few among those: their words are not common.
OF_EACH = (
    "SELECT id, label, object_id FROM (SELECT id, label, object_id, row_number() OVER (PARTITION BY label ORDER BY "
    "id DESC) AS place FROM network_searchentry WHERE words @@ to_tsquery('simple', %s)) AS hits WHERE place <= {most}"
)
# Only those that are older than one of the kind, in the order of each engine's walk.
OLDER = {
    "sqlite": " AND rowid < (SELECT id FROM network_searchentry WHERE label = '{label}' AND object_id <= {than} "
    "ORDER BY object_id DESC LIMIT 1)",
    "postgresql": " AND object_id < {than}",
}
# The same for as many as `most` of one kind, newest first.
OF_ONE = {
    "sqlite": "SELECT object_id FROM ({newest}) AS newest ORDER BY id DESC",
    "postgresql": "WITH recent AS MATERIALIZED ({newest}), few AS (SELECT count(*) < {most} AS are FROM recent) "
    "SELECT object_id FROM recent WHERE NOT (SELECT are FROM few) UNION ALL (SELECT object_id FROM network_searchentry "
    "WHERE words @@ to_tsquery('simple', %s){older} AND (SELECT are FROM few) ORDER BY object_id DESC LIMIT {most}) "
    "ORDER BY object_id DESC",
}
# Ids that are found already, in one parameter.
AMONG = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json)",
}
AND = {"sqlite": " AND ", "postgresql": " & "}
OR = {"sqlite": " OR ", "postgresql": " | "}
# Counted up when what is kept of a text changes: an upgrade then makes all of it anew, once.
MADE_AS, VERSION = "search.made_as", 7
# The newest hits: a list by words is made of so many.
MOST = 500
# Of each kind, among which as many as a page shows are sought for the reader first.
CANDIDATES = 100
# Of each kind, where the index cannot tell which are newest: for the hits of a page, and for as many as `MOST`.
READ, READ_FOR_A_LIST = 2000, 7000


def is_current():
    """Whether what is kept was made as it is made now."""
    return SearchEntry.objects.filter(label=MADE_AS, object_id=VERSION).exists()


def mark_current():
    SearchEntry.objects.filter(label=MADE_AS).delete()
    SearchEntry.objects.create(label=MADE_AS, object_id=VERSION, stems="")


def index(obj):
    """Keep what an object is found by. Called by the job function that changed it."""
    index_all([obj])


def index_all(objects):
    """The same for many objects of one kind, in one statement."""
    if objects:
        kind = searchable_called(label_of(objects[0]))
        SearchEntry.objects.bulk_create(
            [SearchEntry(label=kind.label, object_id=obj.pk, stems=_entry_of(kind, obj)) for obj in objects],
            update_conflicts=True,
            unique_fields=["label", "object_id"],
            update_fields=["stems"],
        )


def _entry_of(kind, obj):
    """What is kept of a text, each stem once."""
    stems = dict.fromkeys(kept_of(kind.words(obj)))
    is_beside = bool(kind.is_beside and kind.is_beside(obj))
    return " ".join(in_kind(kind.label, stems, beside=is_beside))


def matching(label, text, *, any_word=False, beside=None):
    """Ids of objects of one kind whose words match all (or any) of the stems, as a subquery.

    The last word also matches as a prefix: people search while they type. By any word only the newest
    hits count: common words hit everything, and what looks alike is a help, not an answer. `beside`: only
    those that are, or are not, beside the rest.
    """
    query = _query([label], text, any_word=any_word, beside=beside)
    if not query:
        return SearchEntry.objects.none().values("object_id")
    # The SQL is ours; what people typed is a parameter, and only stems of letters and digits.
    if any_word:
        return RawSQL(*_newest_of(label, query, MOST, READ))  # noqa: S611
    return RawSQL(HITS[connection.vendor], [query])  # noqa: S611


def newest(label, text, *, beside=None, older_than=None):
    """The newest of them (that are older than one), as a list: `MOST`, and one more where there are more. One statement,
    and as soon found among very many as among few."""
    query = _query([label], text, beside=beside)
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*_newest_of(label, query, MOST + 1, READ_FOR_A_LIST, older_than))
        return [pk for (pk,) in cursor.fetchall()]


def among(ids):
    """Ids already found, as a subquery with one parameter: a thousand of them take longer to write than to ask for."""
    return RawSQL(AMONG[connection.vendor], [json.dumps(ids)])  # noqa: S611


@dataclass(frozen=True)
class Hit:
    """What is shown of an object that was found."""

    label: str
    pk: int
    named: str
    whose: str
    country: str
    starts_at: datetime | None
    is_beside: bool = False
    page_for_all: str = ""

    @property
    def title(self):
        return f"{self.named}, {date_text(local_day(self.starts_at))}" if self.starts_at else self.named

    @property
    def url(self):
        return (
            reverse(self.page_for_all, args=[self.pk]) if self.page_for_all else url_for(self.label, self.pk)
        )


def find(text, viewer, *, limit=20):
    """Hits this viewer may see, newest first and what is beside the rest last, by kind: a list of (Searchable, hits).

    As many statements for all kinds as for one; one more where much is hidden from this viewer, or beside.
    """
    kinds = {kind.label: kind for kind in searchables() if kind.is_for(viewer)}
    newest = _newest_hits(text, kinds)
    found = _seen(kinds, newest, viewer, limit)
    hidden = [
        label
        for label, ids in newest.items()
        if len(ids) == CANDIDATES
        and (len(found[label]) < limit or any(hit.is_beside for hit in found[label]))
    ]
    found |= _seen(kinds, {label: matching(label, text) for label in hidden}, viewer, limit)
    return [(kind, found[label]) for label, kind in kinds.items() if found.get(label)]


def _seen(kinds, ids, viewer, limit):
    """{label: the newest the viewer may see of these ids}, all in one statement."""
    found, parts = {label: [] for label in ids}, []
    asked = [kinds[label] for label in ids if ids[label]]
    # First those that start at a moment: they give the column its type.
    for kind in sorted(asked, key=lambda kind: kind.starts_at is NOTHING):
        rows, label = kind.model.objects, Value(kind.label, CharField())
        order = ("-pk",) if kind.beside is NOT_BESIDE else (kind.beside, "-pk")
        newest = kind.seen_by(viewer).filter(pk__in=ids[kind.label]).order_by(*order).values("pk")[:limit]
        shown = ("pk", kind.named, kind.whose, kind.country, kind.starts_at, kind.beside)
        parts.append(rows.filter(pk__in=newest).order_by().values_list(label, *shown))
    if parts:
        for row in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (row[-1], -row[1])):
            page = "" if viewer.person else kinds[row[0]].page_for_all
            found[row[0]].append(Hit(*row, page))
    return found


def _newest_hits(text, labels):
    """The ids of the newest hits of each kind, by its label. One statement; two on PostgreSQL."""
    found = {label: [] for label in labels}
    if asked_of(text):
        one = f"SELECT * FROM ({NEWEST[connection.vendor]}) AS newest"  # noqa: S608
        parts = (one.format(label=label, most=CANDIDATES, read=READ, older="") for label in labels)
        _gather(found, " UNION ALL ".join(parts), [_query([label], text) for label in labels])
        few = [label for label, ids in found.items() if len(ids) < CANDIDATES]
        if few and connection.vendor == "postgresql":
            found |= {label: [] for label in few}
            _gather(found, OF_EACH.format(most=CANDIDATES), [_query(few, text)])
    return found


def _gather(found, sql, queries):
    with connection.cursor() as cursor:
        cursor.execute(sql, queries)
        for _, label, pk in sorted(cursor.fetchall(), reverse=True):
            if len(found[label]) < CANDIDATES:
                found[label].append(pk)


def _newest_of(label, query, most, read, older_than=None):
    """The SQL of the newest ids of one kind, and what it asks."""
    older = OLDER[connection.vendor].format(label=label, than=int(older_than)) if older_than else ""
    newest = NEWEST[connection.vendor].format(label=label, most=most, read=read, older=older)
    sql = OF_ONE[connection.vendor].format(newest=newest, most=most, older=older)
    return sql, [query] * sql.count("%s")


def in_kind(label, stems, *, beside=False):
    """Stems as they are kept for one kind: with its initials first, so that a word common among others is not read to
    find what it hits here. What is beside the rest has the initials the other way."""
    app, model = label.split(".")
    code = model[0] + app[0] if beside else app[0] + model[0]
    return [code + stem for stem in stems]


def stems_in(kept):
    """The stems again, from what is kept of an object."""
    return {word[2:] for word in kept.split()}


def _query(labels, text, *, any_word=False, beside=None):
    """What is asked for of some kinds, in the language of the engine's index; "" without any words."""
    sought = [(label, side) for label in labels for side in _sides(label) if beside in (None, side)]
    asked = [_query_of(label, text, any_word=any_word, beside=side) for label, side in sought]
    return OR[connection.vendor].join(f"({one})" for one in asked if one)


def _sides(label):
    return (False, True) if searchable_called(label).is_beside else (False,)


def _query_of(label, text, *, any_word, beside):
    """The last word also as a prefix. A compound is also found where its parts stand apart."""
    stems = asked_of(text)[:12]
    if not stems:
        return ""
    kept = in_kind(label, stems, beside=beside)
    words = [*map(_exactly, kept[:-1]), _beginning(kept[-1])]
    if any_word:
        return OR[connection.vendor].join(words)
    parts = [in_kind(label, parts_of(stem), beside=beside) for stem in stems]
    return AND[connection.vendor].join(map(_or_its_parts, words, parts))


def _exactly(stem):
    return f'"{stem}"' if connection.vendor == "sqlite" else stem


def _beginning(stem):
    return f'"{stem}"*' if connection.vendor == "sqlite" else f"{stem}:*"


def _or_its_parts(word, parts):
    both = AND[connection.vendor].join(map(_exactly, parts))
    return f"({word}{OR[connection.vendor]}({both}))" if parts else word
