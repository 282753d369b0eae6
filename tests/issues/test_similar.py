from issues.similar import similar
from network.workflow import take

TITLE = "Hvem kan godkjenne deling av røntgenbilder?"


def test_what_shares_words_is_shown_with_the_words_as_reason(chain, cast, viewer):
    issue = chain.raised()
    found = similar("Deling av røntgenbilder mellom sykehus", viewer(cast.member_west))
    assert [suggestion.issue for suggestion in found] == [issue]
    assert {"deling", "røntgenbilder"} <= set(found[0].shared)


def test_an_answered_one_comes_before_an_open_one_that_is_as_close(chain, cast, viewer, now):
    answered, newer = chain.raised(title=TITLE, text=""), chain.raised(title=TITLE, text="")
    take(answered, "answer", actor=cast.lead, now=chain.tick(), text="Personvernombudet.")
    assert [s.issue for s in similar(TITLE, viewer(cast.member))] == [answered, newer]


def test_on_the_page_what_is_closest_comes_first(chain, cast, client_for):
    open_one, answered = (
        chain.raised(title=TITLE, text=""),
        chain.raised(title="Godkjenne ny røntgen", text=""),
    )
    take(answered, "answer", actor=cast.lead, now=chain.tick(), text="Personvernombudet.")
    browser = client_for(cast.member_west)

    def places(text):
        page = browser.get("/innmeldinger/lignende/", {"text": text}).text
        return page.index("Andre har spurt om noe lignende"), page.index("Allerede besvart")

    near, far = places(open_one.title)
    assert near < far
    far, near = places("Hvem kan godkjenne ny røntgen her?")
    assert near < far


def test_never_itself_never_for_a_few_letters_and_never_what_one_may_not_see(chain, cast, viewer):
    issue = chain.raised(restricted=True)
    assert similar(TITLE, viewer(cast.member_west)) == []
    assert similar(TITLE, viewer(cast.lead)) != []
    assert similar(TITLE, viewer(cast.lead), exclude=issue.pk) == []
    assert similar("røntgenbilder", viewer(cast.lead)) == []


def test_nothing_in_common_gives_nothing(chain, cast, viewer):
    chain.raised()
    assert similar("Opplæring i velferdsteknologi for hjemmetjenesten", viewer(cast.member)) == []
