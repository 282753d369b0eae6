"""Who is suggested as recipient, and why: by remits and rules, in their time."""

from datetime import date, timedelta

import pytest

from escalation.models import Escalation
from escalation.routing import suggested
from network.models import Body, Organisation, Regulation, Remit

pytestmark = pytest.mark.django_db
MERGED = date(2024, 1, 1)


@pytest.fixture
def why(chain, bodies, now):
    """`why(title, …)`: {name of body: reason} for an innmelding about this."""

    def of(title, day=None, **more):
        found = suggested(
            [chain.raised(title=title, **more)], list(Body.objects.order_by("pk")), day or now.date()
        )
        return {Body.objects.get(pk=pk).slug: reason for pk, reason in found.items()}

    return of


@pytest.fixture
def ehelse(organisations):
    """Direktoratet for e-helse, which became part of Helsedirektoratet."""
    return Organisation.objects.create(
        slug="ehelse",
        name="Direktoratet for e-helse",
        kind="agency",
        ended_on=MERGED,
        successor=organisations.hdir,
    )


def test_the_desk_of_the_agency_that_has_the_remit_is_suggested(why, organisations):
    Remit.objects.create(organisation=organisations.dmp, area="tilsyn med medisinsk utstyr")
    assert why("Er journalnotatet medisinsk utstyr?") == {"desk-dmp": "Ansvar: tilsyn med medisinsk utstyr"}
    assert why("Hvordan lærer vi opp de ansatte?") == {}


def test_topics_count_as_words_and_begin_longer_ones(why, organisations):
    Remit.objects.create(organisation=organisations.hdir, area="personvernforordningen")
    assert list(why("Kan vi dele bilder?", topics=["personvern"])) == ["desk-hdir"]


def test_the_owner_of_a_rule_about_it_is_suggested(why, organisations):
    Regulation.objects.create(
        slug="hpl", title="helsepersonelloven", owner=organisations.hdir, topics=["taushetsplikt"]
    )
    assert why("Kan vi dele bilder?", topics=["taushetsplikt"]) == {
        "desk-hdir": "Regelverk: «helsepersonelloven»"
    }


def test_when_several_agencies_answer_for_it_the_coordinating_group_is_suggested_too(why, organisations):
    Remit.objects.create(organisation=organisations.dmp, area="medisinsk utstyr")
    Remit.objects.create(organisation=organisations.hdir, area="taushetsplikt")
    assert why("Medisinsk utstyr og taushetsplikt")["coordinating"] == (
        "Ansvaret ligger hos flere: Direktoratet for medisinske produkter og Helsedirektoratet"
    )


@pytest.mark.parametrize("ends_on", [MERGED, None])
def test_what_e_helse_had_helsedirektoratet_has(ends_on, why, ehelse):
    Remit.objects.create(
        organisation=ehelse, area="sekretariat for Normen; pasientjournalloven § 22", ends_on=ends_on
    )
    for day in (MERGED, date(2026, 5, 1)):
        assert why("Hva sier pasientjournalloven?", day=day) == {
            "desk-hdir": "Ansvar: pasientjournalloven § 22"
        }
    assert why("Hva sier pasientjournalloven?", day=MERGED - timedelta(days=1)) == {}, "it had no desk here"


def test_a_remit_that_ended_while_its_agency_goes_on_is_nobodys(why, organisations, ehelse):
    Remit.objects.create(organisation=organisations.hdir, area="pasientjournalloven", ends_on=MERGED)
    Remit.objects.create(organisation=ehelse, area="pasientjournalloven", ends_on=date(2020, 1, 1))
    Remit.objects.create(
        organisation=organisations.dmp, area="pasientjournalloven", starts_on=date(2099, 1, 1)
    )
    assert why("Hva sier pasientjournalloven?") == {}


def test_the_form_says_why_beside_the_box_and_chooses_nobody(chain, organisations, client_for, cast):
    Remit.objects.create(organisation=organisations.dmp, area="medisinsk utstyr")
    issue = chain.taken_up(chain.raised(title="Er notatet medisinsk utstyr?"))
    page = client_for(cast.lead).get(f"/loftede-saker/foresla/{issue.pk}/").content.decode()
    assert "Innholdsansvarlig i DMP – foreslått. Ansvar: medisinsk utstyr." in page
    assert " checked" not in page
    assert "Innholdsansvarlig i Helsedirektoratet – foreslått" not in page
    assert not Escalation.objects.exists()
