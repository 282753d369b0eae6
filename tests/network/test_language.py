"""Three languages: pages, mail and papers in the reader's, the record in bokmål."""

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta

import polib
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from escalation.document import document
from issues.classifying import classify
from issues.merging import propose_merge
from issues.models import Classification
from network.deadlines import clock_text, date_text, moment_text
from network.language import made_to_keep, said_to
from network.messages import compose, wording
from network.models import Event, Mail, Notice
from network.retelling import retold
from network.story import story_of
from network.workflow import Refused, take

HELD = re.compile(r"\{[^}]*\}|%\(\w+\)s")
NAMED = re.compile(r"[{(][a-z_]+[})]")  # what a translator can read: a word, and not a place in the code
CATALOGUES = {
    code: settings.BASE_DIR / "locale" / code / "LC_MESSAGES" / "django.po" for code in ("nn", "en")
}


def chooses(client, code, **more):
    return client.post(reverse("language"), {"language": code, "next": "/", **more}, follow=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "words"), [("nn", "Ventar på deg"), ("en", "Waiting for you"), ("nb", "Venter på deg")]
)
def test_the_language_chosen_follows_the_person_to_another_machine(code, words, cast, client_for, client):
    page = chooses(client_for(cast.member), code).content.decode()
    assert f'<html lang="{code}"' in page
    assert words in page
    client.force_login(cast.member)
    assert words in client.get("/").content.decode()


@pytest.mark.django_db
def test_a_visitor_gets_what_the_browser_asks_for_until_they_choose(client):
    assert '<html lang="en"' in client.get("/", headers={"accept-language": "en-GB"}).content.decode()
    assert '<html lang="nb"' in client.get("/").content.decode()
    chooses(client, "nn")
    assert '<html lang="nn"' in client.get("/", headers={"accept-language": "en-GB"}).content.decode()


def test_a_time_of_the_day_is_written_as_the_reader_writes_it():
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert (clock_text(time(13)), clock_text(time(9, 30))) == ("kl. 13", "kl. 9.30")
    assert moment_text(at) == "3. november 2026 kl. 13.00"
    with translation.override("en"):
        assert (clock_text(time(13)), clock_text(time(9, 30))) == ("at 13:00", "at 09:30")
        assert moment_text(at) == "3 November 2026 at 13:00"


@pytest.mark.django_db
def test_a_language_there_is_not_changes_nothing_and_leads_nowhere_else(cast, client_for):
    member = client_for(cast.member)
    answer = member.post(reverse("language"), {"language": "xx", "next": "https://et-annet-sted.no/"})
    assert answer.headers["Location"] == "/"
    cast.member.refresh_from_db()
    assert cast.member.language == ""


@pytest.mark.django_db
def test_mail_is_in_its_readers_language(chain, cast):
    cast.member.language = "en"
    cast.member.save()
    chain.taken_up()
    mail = Mail.objects.get(person=cast.member, key__startswith="digest:")
    message = compose(mail, chain.now)
    assert message.subject == "Løft: digest"
    assert "Kind regards" in message.body
    assert '<html lang="en"' in message.alternatives[0][0]
    other = Mail.objects.exclude(person=cast.member).filter(person__isnull=False).first()
    assert "Hilsen Løft" in compose(other, chain.now).body


@pytest.mark.django_db
def test_what_was_chosen_from_a_table_is_in_the_language_of_the_mail(chain, cast, bodies):
    referral = chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))
    chain.decided(chain.laid_before(referral), outcome="other_scheme")
    decided = Event.objects.get(verb="referral.decide")
    assert "hører til en annen ordning: Nye metoder" in wording(decided)[1]
    with translation.override("en"):
        assert "belongs to another scheme: Nye metoder" in wording(decided)[1]
        assert "belongs to another scheme: Nye metoder" in story_of(referral)[0].title


@pytest.mark.django_db
def test_a_date_is_kept_as_a_date_and_read_in_the_readers_language(chain, cast):
    issue = chain.taken_up()
    until = chain.now.date() + timedelta(days=40)
    take(issue, "hold", actor=cast.lead, now=chain.tick(), until=until, reason="Vi venter på loven.")
    held = Event.objects.get(verb="issue.hold")
    assert held.data["until"] == until.isoformat()
    for code in ("nb", "nn", "en"):
        with translation.override(code):
            assert date_text(until) in wording(held)[1]
            assert date_text(until) in story_of(issue)[0].title


@pytest.mark.parametrize(
    ("kept", "nb", "en"),
    [
        ("2026-12-11", "11. desember 2026", "11 December 2026"),
        ("2026-12-11T13:30:00+00:00", "11. desember 2026 kl. 14.30", "11 December 2026 at 14:30"),
        ("11. desember 2026", "11. desember 2026", "11. desember 2026"),  # an event of old
        ("2026-99-99", "2026-99-99", "2026-99-99"),
    ],
)
def test_a_date_of_an_event_is_read_as_it_can_be(kept, nb, en):
    assert retold({"due": kept, "shares": [{"due": kept}]}) == {"due": nb, "shares": [{"due": nb}]}
    with translation.override("en"):
        assert retold({"due": kept}) == {"due": en}


@pytest.mark.django_db
def test_a_refusal_is_in_the_readers_language(chain, cast, client_for):
    lead = client_for(cast.lead)
    chooses(lead, "en")
    issue = chain.taken_up()
    page = lead.post(
        reverse("issue-step", args=[issue.pk, "answer"]), {"version": issue.version, "token": "x"}
    )
    assert "Write the answer to" in page.content.decode()


@pytest.mark.django_db
def test_why_a_step_is_impossible_is_in_the_readers_language(chain, cast, client_for):
    issue = chain.all_answered().issues.get()
    member = client_for(cast.member)
    chooses(member, "en")
    step = reverse("issue-step", args=[issue.pk, "not_helped"])
    asked = {"version": issue.version, "token": "x", "reason": "Det gjelder ikke oss."}
    assert (
        "If the answer did not help, say so on the lifted case." in member.post(step, asked).content.decode()
    )
    stale = member.post(step, asked | {"version": 0}).content.decode()
    assert "Someone else has changed the case since you opened the page. If the answer did not help" in stale


@pytest.mark.django_db
def test_a_date_in_a_refusal_is_in_the_readers_language(chain, cast):
    referral = chain.acknowledged(chain.lifted().referrals.first())
    sunday = chain.now.date() + timedelta(days=56 + 6 - chain.now.weekday())
    with pytest.raises(Refused) as refused:
        take(referral, "new_date", actor=cast.coord_lead, now=chain.tick(), due=sunday, reason="Påske.")
    for code in ("nb", "en"):
        with translation.override(code):
            assert date_text(sunday) in str(refused.value.sentence)


@pytest.mark.django_db
def test_why_two_are_not_merged_is_in_the_readers_language(chain, cast):
    issue = chain.raised()
    with pytest.raises(Refused) as refused:
        propose_merge(issue, into=issue, actor=cast.lead, now=chain.tick(), reason="Samme sak.")
    with translation.override("en"):
        assert str(refused.value.sentence) == "An issue cannot be merged with itself."


@pytest.mark.django_db
def test_what_is_kept_is_bokmal_and_the_story_is_told_in_the_readers_language(chain, cast, client_for):
    issue = chain.raised()
    with translation.override("en"):
        classify(
            issue, actor=cast.lead, now=chain.tick(), instrument="rules", responsibility="unclear", seen=0
        )
        told = [moment.title for moment in story_of(issue)]
    event = Event.objects.filter(verb__startswith="issue.classif").get()
    label = str(event.data["instrument_text"])
    assert label in dict(Classification._meta.get_field("instrument").flatchoices).values()
    with translation.override("en"):
        assert any(translation.gettext(label) in title for title in told)
        assert translation.gettext(label) != label
    assert Notice.objects.exists()


def test_what_is_frozen_is_the_same_whoever_looks():
    @made_to_keep
    def frozen():
        return {"kind": translation.gettext("Saksliste"), "rows": (translation.gettext_lazy("Referat"),)}

    with translation.override("en"):
        assert frozen() == {"kind": "Saksliste", "rows": ["Referat"]}


def test_a_paper_says_what_language_it_is_in(cast_free_document):
    for code in ("nb", "nn", "en"):
        with translation.override(code):
            assert cast_free_document()["language"] == code


@pytest.fixture
def cast_free_document():
    return lambda: document(kind="x", case_number="1", title="x", about={}, sections=[], foot=[])


def test_nobody_in_particular_is_spoken_to_in_bokmal():
    with translation.override("en"), said_to(None):
        assert translation.get_language() == "nb"


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_word_is_translated_with_what_it_holds(code):
    for entry in polib.pofile(str(CATALOGUES[code])):
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        assert all(said), entry.msgid
        assert "fuzzy" not in entry.flags, entry.msgid
        for text in said[-1:]:
            source = entry.msgid_plural or entry.msgid
            assert not [held for held in HELD.findall(source) if not NAMED.search(held)], entry.msgid
            assert sorted(HELD.findall(text)) == sorted(HELD.findall(source)), entry.msgid
            assert (source[0].isspace(), source[-1].isspace()) == (text[0].isspace(), text[-1].isspace()), (
                text
            )


def test_the_catalogues_have_every_word_of_code_and_templates(tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("mangler GNU gettext («apt install gettext»)")
    apps = ["config", "meetings", "escalation", "guidance", "issues", "register", "network"]
    for name in [*apps, "templates", "locale"]:
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name)
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "-l",
        "nn",
        "-l",
        "en",
        "--no-obsolete",
        "--no-wrap",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for kept in CATALOGUES.values():
        found = polib.pofile(str(tmp_path / kept.relative_to(settings.BASE_DIR)))
        assert {one.msgid for one in found} == {one.msgid for one in polib.pofile(str(kept))}
