"""Letters to a recipient's post address, for its archive: the case when it comes, and the answer when it goes.

Both case numbers and the legal basis stand in the covering letter; the document is a PDF. Of a restricted
case only that it is there.
"""

from escalation.decisions import points_of
from escalation.document import bullets, document, line, points, prose, section
from escalation.document_pdf import pdf_of
from escalation.models import Escalation
from issues.second_line import send_to_first_lines
from network.deadlines import date_text, local_day, running
from network.letters import is_owed, owe_letter
from network.models import Deadline


def case_came(referral, act, event):
    """The case goes to the post address of the body that has it from now on."""
    if referral.held_since != act.now or not is_owed(event, referral.holder):
        return
    escalation = Escalation.objects.select_related("home_body", "lifting_body").get(pk=referral.escalation_id)
    _send(referral, escalation, event, what="Løftet sak", sections=list(_case(referral, escalation)))


def answer_went(referral, act, event):
    """A copy of the answer, with the decision behind it, to the archive of the body that gave it; and to the
    first line of each innmelding, where they have no account."""
    send_to_first_lines(referral.escalation.issues.all(), event, by=referral.holder.name)
    if not is_owed(event, referral.holder):
        return
    escalation = Escalation.objects.select_related("home_body", "lifting_body").get(pk=referral.escalation_id)
    _send(referral, escalation, event, what="Svar på løftet sak", sections=list(_answer(referral)))


def _send(referral, escalation, event, *, what, sections):
    about = {
        "Til": referral.holder.name,
        "Fra": escalation.home_body.name,
        "Vårt saksnummer": escalation.case_number,
        "Deres saksnummer": referral.own_case_number,
        "Svarfrist": _due(referral),
        "Unntatt offentlighet": referral.legal_basis,
    }
    if escalation.restricted:
        owe_letter(
            event, referral.holder, title=f"{what} {escalation.case_number}: skjermet sak", about=about
        )
        return
    content = document(
        kind=what,
        case_number=escalation.case_number,
        title=escalation.title,
        about=about,
        sections=sections,
        foot=[f"Sendt fra Løft {date_text(local_day(event.at))}."],
    )
    owe_letter(
        event,
        referral.holder,
        title=f"{what} {escalation.case_number}: {escalation.title}",
        about={fact["name"]: fact["text"] for fact in content["about"]},
        file_name=f"{what} {escalation.case_number.replace('/', '-')}.pdf",
        content=pdf_of(content, event.at.replace(microsecond=0)),
    )


def _due(referral):
    clock = running(referral, Deadline.Kind.ANSWER)
    return date_text(clock.due_on) if clock else ""


def _case(referral, escalation):
    """Slik saken sto da den ble løftet: what was frozen, and nothing that has come since."""
    frozen = escalation.evidence.get(round=referral.round)
    yield section("Hva nettverket ber om", *prose(escalation.ask))
    if referral.part:
        yield section("Det mottakeren skal svare på", *prose(referral.part), level=3)
    yield section("Hvorfor saken er løftet", *prose(escalation.reason))
    for issue in frozen.content["issues"]:
        yield section(
            issue["title"],
            {"text": f"{issue['kind'].capitalize()} fra {issue['organisation']}."},
            *prose(issue["text"]),
            bullets(line(_joined(voice)) for voice in issue["voices"][1:]),
        )
    yield section(
        "Kontroll",
        {"text": f"Slik saken sto {date_text(local_day(frozen.frozen_at))}. Kontrollnummer: {frozen.digest}"},
        small=True,
    )


def _joined(voice):
    own_words = f": {voice['text']}" if voice["text"] else ""
    return f"Gjelder også {voice['organisation']}{own_words}"


def _answer(referral):
    answer = referral.answers.order_by("-pk").first()
    decision = referral.decisions.select_related("body").order_by("-pk").first()
    yield section("Svaret", *prose(answer.text), bullets(_links(answer)))
    yield section(
        f"Beslutningen: {decision.outcome_text}",
        points(points_of(decision.wording)) if not decision.body.is_desk else {"text": ""},
        {"text": decision.grounds},
        {"text": f"{decision.body.name}, {date_text(decision.decided_on)} {decision.get_how_display()}."},
    )


def _links(answer):
    if answer.entry:
        yield line("", answer.entry.title, answer.entry.source_url)
    if answer.link:
        yield line("", answer.link, answer.link)
