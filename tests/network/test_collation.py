import sqlite3

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from network.collation import compare, sort_key

# As ICU's nb has it, asked of PostgreSQL.
SORTED = ".x 10 2 a a-b ab áb Ark b ea éa ost zoo Zoo æ Äpple Ærlig ø Øst Østre å aa Ålesund Ås Aas".split()


def test_norwegian_letters_come_last_in_their_order():
    assert sorted(SORTED, key=sort_key) == SORTED


@pytest.mark.django_db
def test_the_database_sorts_the_same_way():
    if connection.vendor == "postgresql" and not has_icu():
        pytest.skip("this PostgreSQL is built without ICU")
    words = " UNION ALL ".join(["SELECT %s AS word"] * len(SORTED))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM ({words}) w ORDER BY word COLLATE nb", SORTED[::-1])
        assert [row[0] for row in cursor.fetchall()] == SORTED


def has_icu():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_collation WHERE collname = 'nb-x-icu')")
        return cursor.fetchone()[0]


@given(st.text(), st.text(), st.text())
def test_it_is_an_order_and_equal_means_identical(a, b, c):
    assert (compare(a, b) == 0) == (a == b)
    assert compare(a, b) == -compare(b, a)
    if compare(a, b) <= 0 and compare(b, c) <= 0:
        assert compare(a, c) <= 0


def test_a_unique_column_keeps_both_spellings():
    with sqlite3.connect(":memory:") as base:
        base.create_collation("nb", compare)
        base.execute("CREATE TABLE t (name TEXT COLLATE nb UNIQUE)")
        base.executemany("INSERT INTO t VALUES (?)", [("Ås",), ("Aas",), ("ås",)])
    base.close()
