"""What is kept of how many projects there are says the same as the projects, whoever asks and whatever was done."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command

from register import figures, tallies
from register.filters import ProjectFilter
from register.models import Phase, PhaseChange, Project, Tally
from register.projects import edit

EVERYONE = ("member", "member_west", "lead_west", "industry", "outsider", "colleague")


def shown_to(viewer, **asked):
    seen = Project.objects.visible_to(viewer).order_by("-pk")
    return ProjectFilter(asked, queryset=seen, viewer=viewer)


def agrees(viewer, cast):
    """Two ways of counting: from what is kept, and one project at a time; for all sorts of readers and questions."""
    assert tallies.breaches() == []
    for name in EVERYONE:
        for asked in ({}, {"fase": "in_use"}, {"niva": "municipal"}, {"land": "alle"}, {"land": "andre"}):
            shown = shown_to(viewer(getattr(cast, name)), **asked)
            assert figures.counted(shown)[0] == figures._one_by_one(shown.qs), (name, asked)


def test_the_tally_follows_a_project_through_all_that_changes_it(chain, cast, viewer, now):
    project = chain.registered(phase="research", phase_on=date(2024, 3, 1))
    agrees(viewer, cast)
    for change in (
        {"reach": "organisation"},
        {"reach": "region"},
        {"phase": "procurement", "phase_on": date(2024, 9, 1)},
        {"reach": "public"},
        {"phase": "research", "phase_on": date(2024, 10, 1)},  # the same phase twice in a year
        {"care_level": "both", "municipal_use": "home"},
        {"organisation": chain.organisations.bergen},
        {"title": "Et annet navn"},
        {"phase": Phase.ENDED},
    ):
        edit(project, actor=cast.member, now=now, **change)
        agrees(viewer, cast)
    came = [sort for sort in figures.counted(shown_to(viewer(cast.member)))[0] if sort[-1] == "research"]
    assert [year for _region, _phase, year, _came in came] == [2024]


def test_what_is_only_ones_own_is_counted_for_its_owner_alone(chain, cast, viewer, now):
    """The member's own project of a hospital they have no seat for: no reach shows it to them."""
    chain.registered(organisation=chain.organisations.bergen, reach="organisation", phase="procurement")
    agrees(viewer, cast)
    of = lambda name: sum(figures.counted(shown_to(viewer(getattr(cast, name))))[0].values())  # noqa: E731
    assert (of("member"), of("colleague")) == (2, 0)


def test_the_tally_follows_what_a_file_brings_and_changes(chain, cast, viewer, tmp_path):
    path = tmp_path / "fil.csv"
    first = "Prosjektnavn;Virksomhet;Fase;Land\nHudscreening;Sykehuset i Fjellheimen;pilot;\nTolk;Mayo;i bruk;USA\n"
    for content in (first, first.replace("pilot", "i bruk") + "Nytt;Vestre Viken HF;forskning;\n"):
        path.write_text(content)
        call_command("import_projects", str(path))
        agrees(viewer, cast)
    assert sum(Tally.objects.filter(year=None).values_list("number", flat=True)) == 3


def test_a_change_that_is_refused_is_not_counted(chain, cast, viewer, now):
    project = chain.registered(phase="in_use")
    with pytest.raises(Exception, match="Fasen kan ikke begynne før"):
        edit(project, actor=cast.member, now=now, phase="ended", phase_on=date(2020, 1, 1))
    agrees(viewer, cast)


def test_rows_of_a_sort_become_one_and_say_the_same(chain, cast, viewer, now):
    project = chain.registered()
    for reach in ("organisation", "public", "network"):
        edit(project, actor=cast.member, now=now, reach=reach)
    chain.registered()
    before = Counter(figures.counted(shown_to(viewer(cast.member)))[0])
    tallies.gather()
    assert Tally.objects.count() == 2  # as it stands, and when it came there
    agrees(viewer, cast)
    assert figures.counted(shown_to(viewer(cast.member)))[0] == before
    tallies.gather()
    agrees(viewer, cast)


def test_a_count_that_is_wrong_is_found_and_can_be_made_anew(chain, cast, viewer):
    project = chain.registered()
    Project.objects.filter(pk=project.pk).update(reach="organisation")
    assert tallies.breaches()
    tallies.count_anew()
    agrees(viewer, cast)


def test_what_the_tally_cannot_tell_apart_is_counted_among_the_newest_and_the_page_says_so(
    chain, cast, client_for, monkeypatch
):
    monkeypatch.setattr(figures, "MOST", 2)
    for _ in range(3):
        chain.registered()
    page = client_for(cast.member).get("/prosjekter/tall/", {"ord": "bruddpåvisning"}).content.decode()
    assert "bare de 2 nyeste telt" in page
    page = client_for(cast.member).get("/prosjekter/tall/").content.decode()
    assert "nyeste telt" not in page
    assert ">3<" in page


def test_a_new_year_begins_here_and_not_in_utc(chain, cast, viewer, now):
    project = chain.registered()
    at = PhaseChange.objects.get(project=project).at
    PhaseChange.objects.update(at=at.replace(month=12, day=31, hour=23, minute=30))
    tallies.count_anew()
    assert {year for *_, year, _came in tallies.count(Project.objects.all()) if year} == {at.year + 1}
    agrees(viewer, cast)
