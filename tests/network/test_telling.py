"""A sentence that is kept is the same for ever in bokmål, and is read in any language."""

import json
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from network.language import Written
from network.telling import Telling, read_back, telling


def due():
    return telling(_("{owner} har frist {due_on}."), owner="Kari {Berg}", due_on=date(2026, 5, 3))


def test_it_is_kept_in_bokmaal_whatever_the_language_of_the_page():
    with override("en"):
        said = due() + telling(_("Referatet er ikke godkjent ennå."))
    assert said == "Kari {Berg} har frist 3. mai 2026. Referatet er ikke godkjent ennå."
    assert Telling(*json.loads(json.dumps(said.said))) == said


def test_it_is_read_in_the_language_of_the_moment():
    said = due()
    with override("en"):
        assert read_back(said.said, said) == "Kari {Berg} has a deadline of 3 May 2026."
    with override("nn"):
        assert read_back(said.said, said) == "Kari {Berg} har frist 3. mai 2026."


def test_what_is_chosen_from_a_table_is_read_in_that_language_too():
    chosen = {
        "how_text": _("ved skriftlig behandling"),
        "outcome_text": _("løftet"),
        "decided_on": date(2026, 5, 3),
    }
    with override("en"):
        said = telling(_("Besluttet {how_text} {decided_on}: {outcome_text}."), **chosen)
        assert read_back(said.said, said) == "Decided in writing on 3 May 2026: lifted."
    assert said == "Besluttet ved skriftlig behandling 3. mai 2026: løftet."


def test_nothing_is_said_of_what_was_taken_away_and_older_text_stands_as_written():
    said = due()
    assert read_back(said.said, "") == ""
    assert read_back([], "Slik det sto.") == "Slik det sto."
    assert isinstance(read_back([], "Slik det sto."), Written)


def test_nothing_added_is_the_same():
    assert due() + Telling() == due()
    assert not Telling()
