"""The paper for those who decide: forslag til beslutning first, then the state's six questions.

Pure: page, PDF and Word render the same content (`laid_out`). Reasons come first, scores last and small.
"""

from itertools import groupby

from django.conf import settings
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from escalation import evidence
from escalation.document import bullets, document, line, points, prose, section, table
from network.deadlines import date_text, local_day
from network.language import Quoting, Written, made_to_keep
from network.links import url_for
from network.models import Attachment

# Utredningsinstruksen § 2-1, in its own words.
QUESTIONS = {
    "problem": _("Hva er problemet, og hva vil vi oppnå?"),
    "measures": _("Hvilke tiltak er relevante?"),
    "principles": _("Hvilke prinsipielle spørsmål reiser tiltakene?"),
    "effects": _(
        "Hva er de positive og negative virkningene av tiltakene, hvor varige er de, og hvem blir berørt?"
    ),
    "recommendation": _("Hvilket tiltak anbefales, og hvorfor?"),
    "conditions": _("Hva er forutsetningene for en vellykket gjennomføring?"),
}
NOTHING = _("Ikke utfylt.")


@made_to_keep
def prefilled(referral, now):
    """A first version of the paper from what members have told, for the preparing group to edit."""
    escalation = referral.escalation
    facts = _frozen(referral)["facts"]
    n_told = len(facts["organisations"])
    who = ngettext("Én virksomhet", "{count} virksomheter", n_told).format(count=n_told)
    where = gettext(" i {regions}").format(regions=_listed(facts["regions"])) if facts["regions"] else ""
    return {
        "problem": gettext("{who}{where} har meldt dette: {escalation}.").format(
            who=who, where=where, escalation=escalation.title
        ),
        "measures": gettext("Nettverket ber om dette: {ask}").format(ask=escalation.ask),
        "principles": _lines(
            gettext("Regelverk saken berører"), [f"{r['name']} ({r['owner']})" for r in facts["rules"]]
        ),
        "effects": "\n".join(filter(None, [_hit(facts), *map(cost_text, facts["costs"]), _gains(facts)])),
        "recommendation": escalation.ask,
        "conditions": "",
        "costs": "",
    }


def _frozen(referral):
    content = referral.escalation.evidence.order_by("-round").first().content
    return content | {"facts": content.get("facts") or EMPTY}


EMPTY = {
    name: []
    for name in (
        "organisations",
        "regions",
        "care_levels",
        "projects",
        "costs",
        "benefits",
        "rules",
        "similar",
    )
}


def _listed(names):
    return (
        names[0]
        if len(names) == 1
        else gettext("{names} og {last}").format(names=", ".join(names[:-1]), last=names[-1])
    )


def _lines(heading, rows):
    return "\n".join([f"{heading}:", *(f"- {row}" for row in rows)]) if rows else ""


def _hit(facts):
    named = {
        gettext("Berørt"): facts["organisations"],
        gettext("Helseregioner"): facts["regions"],
        gettext("Nivå"): facts["care_levels"],
    }
    return " ".join(f"{name}: {_listed(rows)}." for name, rows in named.items() if rows)


def cost_text(cost):
    """«Etablering: 2 000 000–5 000 000 kr i 3 virksomheter, 9 500 000 kr i alt (2024–2026-kroner).»"""
    span = kroner(cost["least"])
    if cost["least"] != cost["most"]:
        span = f"{kroner(cost['least'])}–{kroner(cost['most'])}"
    years = "–".join(str(year) for year in dict.fromkeys([*cost["years"][:1], *cost["years"][-1:]]))
    money = gettext("{years}-kroner").format(years=years) if years else gettext("år ikke oppgitt")
    n_told = cost["organisations"]
    where = ngettext("én virksomhet", "{count} virksomheter", n_told).format(count=n_told)
    total = (
        gettext(", {kroner} kr i alt").format(kroner=kroner(cost["sum"])) if cost["organisations"] > 1 else ""
    )
    rough = gettext(", anslag medregnet") if cost["estimates"] else ""
    return gettext("{cost}: {amount} kr i {where}{total} ({price_year}{estimates}).").format(
        cost=cost["of"].capitalize(), amount=span, where=where, total=total, price_year=money, estimates=rough
    )


def kroner(amount):
    """With thin groups of three, as Norwegian writes amounts: «2 000 000»."""
    return f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}")


def benefit_text(benefit):
    parts = [benefit["title"]]
    if benefit["achieved"]:
        parts.append(gettext("oppnådd: {achieved}").format(achieved=benefit["achieved"]))
    elif benefit["planned"]:
        parts.append(gettext("planlagt: {planned}").format(planned=benefit["planned"]))
    measure = f" ({benefit['measure']})" if benefit["measure"] else ""
    return f"{benefit['whose']}: {', '.join(parts)}{measure}"


def _gains(facts):
    return _lines(gettext("Gevinster som er meldt"), [benefit_text(benefit) for benefit in facts["benefits"]])


def paper_of(referral, now):
    """Everything the paper says at `now`, in the order it is read."""
    escalation, content = referral.escalation, _frozen(referral)
    frozen = escalation.evidence.order_by("-round").first()
    facts = content["facts"]
    return {
        "case_number": escalation.case_number,
        "title": escalation.title,
        "type": referral.get_paper_type_display() or "beslutning",
        "proposal": referral.proposal.splitlines(),
        "costs": referral.paper.get("costs") or "",
        "ask": escalation.ask,
        "home": escalation.home_body.name,
        "prepared_by": referral.holder.name,
        "decides": referral.decides.name,
        "treated": date_text(referral.treated_on) if referral.treated_on else "",
        "in_writing": referral.in_writing,
        "questions": [(label, referral.paper.get(name) or NOTHING) for name, label in QUESTIONS.items()],
        "hit": _hit(facts),
        "told_costs": [cost_text(cost) for cost in facts["costs"]],
        "told_benefits": [benefit_text(benefit) for benefit in facts["benefits"]],
        "abroad": facts.get("abroad", []),  # not in what was frozen before it was asked about
        "rules": facts["rules"],
        "similar": facts["similar"],
        "assessments": [
            {"issue": issue["title"], **assessment}
            for issue in content["issues"]
            for assessment in issue["assessments"]
        ],
        "changed": evidence.changed_since(content, evidence.freeze(escalation, now)),
        "supplements": _supplements(escalation),
        "exempt": referral.legal_basis,
        "frozen_on": date_text(local_day(frozen.frozen_at)),
        "digest": frozen.digest,
        "made_at": now.replace(microsecond=0),
    }


def _supplements(escalation):
    """What was added since, each with the name of its file: the file itself is on the case."""
    found = list(escalation.supplements.order_by("pk"))
    names = {}
    for file in Attachment.objects.on(*found).filter(withdrawn_at=None) if found else ():
        names[file.target_id] = gettext(" (vedlegg til saken: {file})").format(file=file.name)
    return [f"{date_text(local_day(s.at))}: {s.text}{names.get(s.pk, '')}" for s in found]


def laid_out(paper):
    """The paper as a document: what page, PDF and Word render alike."""
    return document(
        kind=gettext("Sakspapir"),
        case_number=paper["case_number"],
        title=Written(paper["title"]),
        about=_about(paper),
        sections=_sections(paper),
        foot=[
            gettext("Slik saken sto {frozen_on}. Kontrollnummer: {digest}").format(
                frozen_on=paper["frozen_on"], digest=paper["digest"]
            ),
            gettext("Sakspapiret er laget {date}. Kontrollnummer: {anchor}").format(
                date=date_text(local_day(paper["made_at"])), anchor=paper["anchor"]
            ),
        ],
    )


def _about(paper):
    in_writing = gettext("skriftlig, med svar innen ") if paper["in_writing"] else ""
    return {
        gettext("Til"): paper["decides"],
        gettext("Fra"): paper["prepared_by"],
        gettext("Type sak"): capfirst(paper["type"]),
        gettext("Behandles"): paper["treated"] and in_writing + paper["treated"],
        gettext("Foreslått løftet av"): paper["home"],
        gettext("Nettverket ber om"): Written(paper["ask"]),
        gettext("Unntatt offentlighet"): paper["exempt"],
    }


def _sections(paper):
    yield section(gettext("Forslag til beslutning"), points(paper["proposal"]))
    if paper["costs"]:
        yield section(gettext("Hva det koster dem som må handle"), *prose(paper["costs"]), level=3)
    for number, (question, text) in enumerate(paper["questions"], start=1):
        written = [{"text": text}] if text is NOTHING else prose(text)
        yield section(f"{number}. {question}", *written)
    yield section(
        gettext("Det medlemmene har fortalt"),
        {"text": paper["hit"]},
        bullets(map(line, [*paper["told_costs"], *map(Written, paper["told_benefits"])])),
    )
    if paper["rules"]:
        rules = (
            line(Written(f" ({rule['owner']})"), Written(rule["name"]), rule["url"])
            for rule in paper["rules"]
        )
        yield section(gettext("Regelverk og etater"), bullets(rules), level=3)
    if paper["abroad"]:
        told = (
            line(Written(f": {a['what']}"), Quoting(f"{a['country']}, {a['who']}", a["who"]), a["url"])
            for a in paper["abroad"]
        )
        yield section(gettext("Erfaring fra utlandet"), bullets(told), level=3)
    if paper["similar"]:
        yield section(
            gettext("Saker som ligner, og hva de fikk til svar"),
            bullets(map(_answered, paper["similar"])),
            level=3,
        )
    if new := [*paper["changed"], *map(Written, paper["supplements"])]:
        yield section(
            gettext("Nytt siden saken ble løftet {frozen_on}").format(frozen_on=paper["frozen_on"]),
            bullets(map(line, new)),
        )
    if paper["assessments"]:
        yield section(gettext("Vurderingene"), *_assessed(paper["assessments"]), small=True)


def _answered(case):
    answer = Truncator(case["answer"]).words(40)
    return line(
        Written(f": {answer}"),
        Written(case["title"]),
        settings.SITE_URL + url_for("escalation.escalation", case["id"]),
    )


def _assessed(assessments):
    for issue, of_issue in groupby(assessments, key=lambda assessment: assessment["issue"]):
        rows = (
            {
                gettext("Vurdert av"): a["by"],
                gettext("Alvorlighet"): _scored(a["severity"]),
                gettext("Ressursbruk"): _scored(a["resources"]),
                gettext("Nytte"): _scored(a["benefit"]),
            }
            for a in of_issue
        )
        yield table(Quoting(gettext("Om «{issue}»").format(issue=issue), issue), rows)


def _scored(assessed):
    score, reason = assessed
    of_five = gettext("{score} av 5").format(score=score).replace(" ", "\N{NO-BREAK SPACE}")
    return Quoting(f"{reason} ({of_five})".strip(), reason)
