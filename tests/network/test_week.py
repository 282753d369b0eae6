"""«Ukens time»: at most seven lines, what stops others first, and what does not fit is counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from network.registries import Stops, Waiting
from network.week import in_order, week_of

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


def waiting(title, **given):
    return Waiting(title=title, what="Gjør det", url=f"/{title}/", **given)


def titles(*rows):
    return [line.waiting.title for line in in_order(rows, TODAY)]


def test_what_stops_others_comes_first():
    rows = [
        waiting("referat", stops=Stops.MINUTES, due=TODAY - 9 * DAY),
        waiting("ny", stops=Stops.FIRST_LOOK),
        waiting("egen"),
        waiting("saksliste", stops=Stops.AGENDA, due=TODAY + DAY),
        waiting("haster", due=TODAY + 3 * DAY),
        waiting("sak", stops=Stops.CASE),
    ]
    assert titles(*rows) == ["sak", "haster", "saksliste", "ny", "referat", "egen"]


def test_a_date_is_near_from_a_week_before():
    assert titles(waiting("a"), waiting("z", due=TODAY + 7 * DAY)) == ["z", "a"]
    lines = in_order([waiting("z", due=TODAY + 8 * DAY)], TODAY)
    assert lines[0].stops is Stops.NOBODY


def test_among_equals_the_nearest_date_and_then_the_longest_wait_comes_first():
    case = {"stops": Stops.CASE}
    rows = [
        waiting("ny", **case, since=TODAY),
        waiting("gammel", **case, since=TODAY - 9 * DAY),
        waiting("frist", **case, due=TODAY + 30 * DAY),
    ]
    assert titles(*rows) == ["frist", "gammel", "ny"]


ROWS = st.lists(
    st.builds(
        waiting,
        st.text("abc", min_size=1, max_size=3),
        stops=st.sampled_from(Stops),
        due=st.none() | st.dates(TODAY - 30 * DAY, TODAY + 30 * DAY),
        since=st.none() | st.dates(TODAY - 30 * DAY, TODAY),
    ),
    max_size=12,
)


@given(ROWS, st.randoms())
def test_the_order_loses_nothing_and_does_not_depend_on_where_things_came_from(rows, random):
    lines = in_order(rows, TODAY)
    assert sorted(map(hash, (line.waiting for line in lines))) == sorted(map(hash, rows))
    mixed = list(rows)
    random.shuffle(mixed)
    assert in_order(mixed, TODAY) == lines
    assert [line.stops for line in lines] == sorted(line.stops for line in lines)


def test_seven_are_shown_and_the_rest_counted(chain, cast, viewer, client_for):
    for _ in range(9):
        chain.raised()
    lines, more = week_of(viewer(cast.lead), TODAY)
    assert (len(lines), more) == (7, 2)
    page = client_for(cast.lead).get("/").content.decode()
    assert page.count("Ny innmelding: ta første gjennomgang") == 7
    assert "(2 til)" in page
    assert "Den som meldte inn, venter på å høre fra dere" in page
    whole = client_for(cast.lead).get("/venter/").content.decode()
    assert whole.count("Ny innmelding: ta første gjennomgang") == 9


def test_a_secretary_sees_the_week_of_all_the_bodies_they_serve(chain, cast, viewer):
    ours = chain.proposed(chain.taken_up())
    theirs = chain.raised()
    lines, _ = week_of(viewer(cast.secretariat), TODAY)
    urls = [line.waiting.url for line in lines]
    assert urls.index(f"/loftede-saker/{ours.pk}/loft/") < urls.index(
        f"/innmeldinger/forste-gjennomgang/#innmelding-{theirs.pk}"
    )


def test_the_home_of_a_member_is_as_before(chain, cast, client_for):
    page = client_for(cast.member).get("/").content.decode()
    assert "Venter på deg" in page
    assert "Ukens time" not in page
