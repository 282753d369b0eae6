"""Finding by words: Norwegian stems in one table, with the engine's own full-text index over them."""

import re
import unicodedata

import snowballstemmer
from django.db import connection
from django.db.models.expressions import RawSQL

from network.audit import label_of
from network.models import SearchEntry
from network.registries import searchable_for, searchables

WORD = re.compile(r"[0-9a-zæøåäöéèü]+")
STOP_WORDS = frozenset(
    "alle andre at av bare ble blir bli både da de deg dei dem den denne der dere det dette dit du eg ei ein "
    "eit eller en enn er et etter for fra få får før gjør gjøre ha hadde han har hos hun hva hvem hver "
    "hvilke hvilken hvilket hvis hvor hvordan i ikke ikkje ingen inn jeg kan kva kvar korleis med meg mellom "
    "men mer min mitt må når noe noen nå og også om opp oss over på samme seg sin sine sitt skal slik som "
    "til trenger under ut var ved vi vil vår være å".split()
)


def words_of(text):
    """Lower-case words, composed (æ, ø, å as one letter), without what carries no meaning."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return [word for word in WORD.findall(plain) if word not in STOP_WORDS]


def stems_of(text):
    """Norwegian stems, in the order of the text. One stemmer for each call: it is not thread-safe."""
    return snowballstemmer.stemmer("norwegian").stemWords(words_of(text))


def index(obj):
    """Keep what an object is found by. Called by the job function that changed it."""
    words = searchable_for(obj).words(obj)
    SearchEntry.objects.update_or_create(
        label=label_of(obj), object_id=obj.pk, defaults={"stems": " ".join(stems_of(words))}
    )


def index_many(model, objects):
    """For loads (seed, import, benchmark): the same entries, in bulk; only for objects not yet indexed."""
    words = next(s for s in searchables() if s.model is model).words
    SearchEntry.objects.bulk_create(
        SearchEntry(label=model._meta.label_lower, object_id=obj.pk, stems=" ".join(stems_of(words(obj))))
        for obj in objects
    )


def matching(label, text, *, any_word=False):
    """Ids of objects of one kind whose words match all (or any) of the stems, as a subquery.

    The last word also matches as a prefix: people search while they type.
    """
    stems = list(dict.fromkeys(stems_of(text)))[:12]
    if not stems:
        return SearchEntry.objects.none().values("object_id")
    # The SQL is ours; what people typed is a parameter, and only stems of letters and digits.
    hits = RawSQL(*_full_text(stems, any_word=any_word))  # noqa: S611
    return SearchEntry.objects.filter(label=label, pk__in=hits).values("object_id")


def _full_text(stems, *, any_word):
    if connection.vendor == "postgresql":
        query = (" | " if any_word else " & ").join([*stems[:-1], f"{stems[-1]}:*"])
        sql = "SELECT id FROM network_searchentry WHERE to_tsvector('simple', stems) @@ to_tsquery('simple', %s)"
        return sql, [query]
    quoted = [f'"{stem}"' for stem in stems[:-1]] + [f'"{stems[-1]}"*']
    query = (" OR " if any_word else " AND ").join(quoted)
    return "SELECT rowid FROM network_search_fts WHERE network_search_fts MATCH %s", [query]


def find(text, viewer, *, limit=20):
    """Hits this viewer may see, newest first, by kind: a list of (Searchable, objects)."""
    found = []
    for kind in searchables():
        ids = matching(kind.model._meta.label_lower, text)
        objects = kind.model.objects.visible_to(viewer).filter(pk__in=ids).select_related(*kind.select)
        if hits := list(objects.order_by("-pk")[:limit]):
            found.append((kind, hits))
    return found
