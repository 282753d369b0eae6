"""What was said about the innmeldinger, what other countries have done, and what agencies have asked about."""

import typst

from config.seed.files import read
from config.seed.past import Act
from config.seed.steps import body, person, sits_for
from issues import abroad, measures, talk
from issues.models import Comment, Issue, Measure
from network.models import Attachment, Regulation
from network.uploads import Upload
from network.workflow import take

SAYING, ASKING, CONCLUDING = 11, 12, 14


def said(past):
    """Comments find the one they answer by its name in the file, which is its token here."""
    told = read("talk")
    acts = [Act(past.at(c["days"], SAYING), lambda at, c=c: _say(c, at)) for c in told["comments"]]
    acts += [Act(past.at(a["days"], SAYING), lambda at, a=a: _tell(a, at)) for a in told["abroad"]]
    for given in told["measures"]:
        acts += _asked(given, past)
    return acts


def _issue(key):
    return Issue.objects.get(source_key=key)


def _say(given, at):
    actor = person(given["who"])
    parent = _named(given["reply_to"]) if "reply_to" in given else None
    talk.say(
        _issue(given["issue"]),
        actor=actor,
        seat=sits_for(actor),
        now=at,
        text=given["text"],
        parent=parent,
        desk=body(given["desk"]) if "desk" in given else None,
        rule=Regulation.objects.get(slug=given["rule"]) if "rule" in given else None,
        upload=_paper(given["file"]) if "file" in given else None,
        token=f"seed-{given['id']}",
    )


def _named(name):
    return Comment.objects.select_related("thread").get(token__endswith=f":seed-{name}")


def _paper(given):
    """A small paper of our own; it comes from here, so it need not pass the gate."""
    points = "\n".join(f"+ {point}" for point in given["text"])
    source = f'#set document(title: "{given["name"]}")\n#set text(lang: "nb")\n= {given["name"]}\n{points}\n'
    content = typst.compile(source.encode(), format="pdf")
    return Upload(f"{given['name']}.pdf", Attachment.Kind.PDF, content, "")


def _tell(given, at):
    actor = person(given["who"])
    abroad.tell(
        _issue(given["issue"]),
        actor=actor,
        seat=sits_for(actor),
        now=at,
        who=given["body"],
        **{name: given[name] for name in ("country", "what", "learned", "url")},
    )


def _asked(given, past):
    def find():
        return Measure.objects.select_related("desk__owner").get(title=given["title"])

    yield Act(past.at(given["days"], ASKING), lambda at: _put_out(given, at, past))
    for reply in given["replies"]:
        yield Act(past.at(reply["days"], SAYING), lambda at, reply=reply: _reply(find(), reply, at))
    if concluded := given.get("concluded"):
        actor = person(given["who"])
        closing = past.at(given["closes_days"], CONCLUDING)
        yield Act(closing, lambda at: take(find(), "close", actor=actor, now=at))
        yield Act(
            past.at(concluded["days"], CONCLUDING),
            lambda at: take(find(), "conclude", actor=actor, now=at, changed=concluded["text"]),
        )


def _put_out(given, at, past):
    measures.put_out(
        desk=body(given["desk"]),
        actor=person(given["who"]),
        now=at,
        closes_on=past.ahead(given["closes_in"]) if "closes_in" in given else past.day(given["closes_days"]),
        issues=list(Issue.objects.filter(source_key__in=given["issues"])),
        **{name: given[name] for name in ("title", "text", "kind")},
    )


def _reply(measure, given, at):
    actor = person(given["who"])
    measures.reply(measure, actor=actor, seat=sits_for(actor), now=at, text=given["text"])
