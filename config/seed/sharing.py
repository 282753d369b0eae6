"""What people in the story share and offer each other: invented, but for what names a public source."""

from config.seed.files import read
from config.seed.steps import person, sits_for
from register import asking, sharing
from register.models import Competence, Project, ResourcePerson, Tool


def make_shared(past):
    """Once: a site where people have shared something has a story of its own."""
    if any(model.objects.exists() for model in (Tool, Competence, ResourcePerson)):
        return
    told = read("sharing")
    for row in told["tools"]:
        users, versions = row.pop("users"), row.pop("versions", [])
        tool, who = sharing.share_tool(**_by(row, past)), row["by"]
        for version in versions:
            by = _by(version | {"by": who}, past)
            sharing.tell_version(tool, **by, dated_on=past.day(version["days"]))
        for place, email in enumerate(users):  # the first of them has not come to the newest
            used = tool.versions.order_by("-dated_on")[: 2 if place == 0 else 1]
            by = _by({"by": email, "days": row["days"] - 10}, past)
            sharing.adopt(tool, **by, version=list(used)[-1] if used else None)
    for row in [*told["needs"], *told["offers"]]:
        sharing.tell_competence(**_by(row, past))
    for row in told["resources"]:
        projects = Project.with_withdrawn.filter(source_key__in=row.pop("projects", []))
        asking.become_resource(**_by(row, past), projects=projects)
    for number, row in enumerate(told["questions"]):
        _ask(row, number, past)


def _ask(row, number, past):
    asked, reply, answered = person(row["to"]), row.get("reply"), row.get("answered_days")
    by = {name: row[name] for name in ("by", "days", "text")}
    question = asking.ask(asked, **_by(by, past), token=f"seed-{number}")
    if reply:
        asking.answer(question, **_by({"by": row["to"], "days": answered, "reply": reply}, past))


def _by(row, past):
    """What is told, with who told it, on behalf of whom and when."""
    actor = person(row["by"])
    told = {name: value for name, value in row.items() if name not in ("by", "days")}
    return {"actor": actor, "seat": sits_for(actor), "now": past.at(row["days"], 10), **told}
