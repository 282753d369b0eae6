"""Bringing a table into the register: what each row would mean, and writing it all in one transaction."""

from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import search
from network.audit import record_all
from network.deadlines import local_day
from network.models import Organisation
from network.reach import Reach
from register import areas, projects, tallies, versions
from register.cells import clean, day_of
from register.models import ImportNote, PhaseChange, Project
from register.products import products_of
from register.vocabulary import AMERICA, HOME

Kind = ImportNote.Kind
AT_ONCE = 500
NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
PRODUCT = {"product", "supplier"}  # columns of a row that are a product's
CHOICES = {one.name: dict(one.choices) for one in Project._meta.fields if one.choices}
LABELS = {one.name: str(one.verbose_name) for one in Project._meta.fields} | {"supplier": _("leverandør")}


@dataclass
class Outcome:
    """What a row means for the register: a new project, a change of one, nothing, or a refusal."""

    row: object
    kind: str
    project: Project | None = None
    changes: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)


class Import:
    """One table on its way in. `projects` are those it may find again, `may_change(project)` those it may change.

    `outcomes(rows)` gives a list for each `AT_ONCE` rows; `counts` grows with it.
    """

    def __init__(self, plan, *, projects=None, may_change=lambda project: True):
        self.plan = plan
        rows = Project.objects.all() if projects is None else projects
        self.projects = rows.select_related("product", "owner", "organisation")
        self.may_change = may_change
        self.counts = {NEW: 0, CHANGED: 0, UNCHANGED: 0, REFUSED: 0}
        self.organisations = {one.pk: one for one in Organisation.objects.all()}
        self.seen, self.matched = {}, set()

    def outcomes(self, rows):
        rows = iter(rows)
        while some := list(islice(rows, AT_ONCE)):
            found = self._chunk(some)
            for outcome in found:
                self.counts[outcome.kind] += 1
            yield found

    def _chunk(self, rows):
        judged, alive = {}, []
        for row in rows:
            early = self._refused(row) or self._again(row)
            if early:
                judged[row.number] = early
            else:
                alive.append(row)
        by_key, by_number, by_title = self._find(alive)
        for row in alive:
            judged[row.number] = self._judge(row, by_key, by_number, by_title)
        return [judged[row.number] for row in rows]

    def _refused(self, row):
        if row.refusal:
            return Outcome(row, REFUSED, notes=[(Kind.REFUSED, *row.refusal)])
        return None

    def _again(self, row):
        """The same project twice in one file: the first counts."""
        key = f"loft:{row.loft}" if row.loft else row.key
        first = self.seen.setdefault(key, (row.number, row.digest))
        if first[0] == row.number:
            return None
        if first[1] == row.digest:
            return Outcome(
                row,
                UNCHANGED,
                notes=[(Kind.DUPLICATE, "", gettext("Det samme står i rad {row}.").format(row=first[0]))],
            )
        told = gettext(
            "Rad {row} er om det samme prosjektet, men sier noe annet. Bare den første er tatt med."
        ).format(row=first[0])
        return Outcome(row, REFUSED, notes=[(Kind.DUPLICATE, "", told)])

    def _find(self, rows):
        """The projects that these rows may be about, in three statements."""
        by_key = {one.source_key: one for one in self.projects.filter(source_key__in=[r.key for r in rows])}
        taken = set()
        if missing := [row.key for row in rows if row.key not in by_key]:
            # A key that is taken by what this person may not see, or that is taken back.
            taken = set(
                Project.with_withdrawn.filter(source_key__in=missing).values_list("source_key", flat=True)
            )
        by_key |= dict.fromkeys(taken)
        numbers = [int(row.loft) for row in rows if _is_number(row.loft)]
        by_number = {one.pk: one for one in self.projects.filter(pk__in=numbers)} if numbers else {}
        titles = {row.values["title"] for row in rows if row.key not in by_key and not row.loft}
        by_title = {}
        if titles:
            for one in self.projects.filter(title__in=titles, source="").order_by("-pk"):
                by_title[_whose_title(one.organisation_id, one.organisation_name, one.title)] = one
        return by_key, by_number, by_title

    def _judge(self, row, by_key, by_number, by_title):
        values = row.values
        if row.loft:
            project = by_number.get(int(row.loft)) if _is_number(row.loft) else None
            if project is None:
                told = gettext("Finner ikke et prosjekt med dette Løft-nummeret.")
                return Outcome(row, REFUSED, notes=[(Kind.REFUSED, gettext("Løft-nummer"), told)])
        elif row.key in by_key:
            project = by_key[row.key]
            if project is None:
                told = gettext(
                    "Prosjektet er hentet inn før, av noen andre, eller registreringen er trukket."
                )
                return Outcome(row, REFUSED, notes=[(Kind.REFUSED, "", told)])
        else:
            whose = values.get("organisation_id"), values.get("organisation_name", "")
            project = by_title.get(_whose_title(*whose, values["title"]))
        if project is None or project.pk in self.matched:
            return Outcome(row, NEW, notes=[(Kind.NEW, "", values["title"][:300]), *row.notes])
        self.matched.add(project.pk)
        changes = self._changes(row, project)
        if not changes:
            return Outcome(row, UNCHANGED, project, notes=row.notes)
        if not self.may_change(project):
            told = gettext("Prosjektet har en kontakt i en annen virksomhet, og kan bare endres der.")
            return Outcome(row, REFUSED, notes=[(Kind.REFUSED, "", told)])
        notes = [
            (Kind.CHANGED, LABELS[name], _before_after(project, name, value))
            for name, value in changes.items()
        ]
        return Outcome(row, CHANGED, project, changes, [*notes, *row.notes])

    def _changes(self, row, project):
        """What the file says otherwise. An empty cell says nothing, and takes nothing away."""
        values = dict(row.values)
        ours, text = values.pop("organisation_id", None), values.pop("organisation_name", "")
        if project.source_key == row.key:
            values.setdefault("country", self.plan.country)
        changes = {
            name: value
            for name, value in values.items()
            if value and not _same(name, _said(project, name), value)
        }
        if ours and project.organisation_id != ours:
            changes |= {"organisation_id": ours, "organisation_name": ""}
        elif (
            text
            and project.organisation_id is None
            and not _same("organisation_name", project.organisation_name, text)
        ):
            changes["organisation_name"] = text
        return changes

    def write(self, outcomes, *, actor, seat, now):
        """Write one list of outcomes, inside the caller's transaction: as many statements, however many rows."""
        made = [outcome for outcome in outcomes if outcome.kind == NEW]
        changed = [outcome for outcome in outcomes if outcome.kind == CHANGED]
        products = self._products(made, changed, actor=actor, now=now)
        new = [self._made(outcome.row, now, products.get(_product_named(outcome))) for outcome in made]
        source = self.plan.source or "fil"
        Project.objects.bulk_create(new)
        first_told = [project for project in new if project.phase]
        phased = [outcome.project for outcome in changed if "phase" in outcome.changes]
        first_told += [project for project in phased if not project.phase]
        moved = [project for project in phased if project.phase]
        decided = [project for project in new if project.implementation_decided_on]
        decided += [outcome.project for outcome in changed if "implementation_decided_on" in outcome.changes]
        altered = [outcome.project for outcome in changed]
        counted = tallies.count_of(altered)
        if changed:
            self._change(changed, products, actor=actor, now=now)
        came = [(one, began) for one in first_told if (began := _began(one, now))]
        came += [(one, now) for one in moved]  # since the file came last
        PhaseChange.objects.bulk_create(PhaseChange(project=one, phase=one.phase, at=at) for one, at in came)
        tallies.note([*new, *altered], before=counted)
        areas.note([*new, *altered])
        told = {"actor": actor, "at": now, "seat": seat}
        record_all("project.imported", [(one, {"source": source, "title": one.title}) for one in new], **told)
        record_all(
            "project.import_changed",
            [(one.project, {"source": source, "fields": sorted(one.changes)}) for one in changed],
            **told,
        )
        record_all("project.decided", [(one, projects.decision_of(one)) for one in decided], **told)
        search.index_all(new + altered)

    def _products(self, made, changed, *, actor, now):
        """{(product, supplier): product} of what the rows name. What one row tells of a product holds for all that
        use it, also for another row's project."""
        named = [named for outcome in made + changed if any(named := _product_named(outcome))]
        telling = [outcome.project for outcome in changed if PRODUCT & outcome.changes.keys()]
        products = products_of(named, actor=actor, now=now, telling=telling)
        known = {product.pk: product for product in products.values()}
        for outcome in changed:
            if outcome.project not in telling:
                outcome.project.product = known.get(outcome.project.product_id, outcome.project.product)
        return products

    def _change(self, changed, products, *, actor, now):
        """Set what the rows say, and keep what each project said before and says now."""
        altered = [outcome.project for outcome in changed]
        names = {"changed_at"}
        with versions.changing_all(altered, actor=actor, at=now):
            for outcome in changed:
                project, values = outcome.project, _columns(outcome.changes)
                if PRODUCT & outcome.changes.keys():
                    values["product"] = products[_product_named(outcome)]
                for name, value in values.items():
                    setattr(project, name, value)
                project.organisation = self.organisations.get(project.organisation_id)
                project.changed_at = now
                names |= values.keys()
            Project.objects.bulk_update(altered, sorted(names))

    def _made(self, row, now, product):
        values = {"country": self.plan.country, "phase": "", **_columns(row.values)}
        organisation = self.organisations.get(values.pop("organisation_id", None))
        values["care_level"] = values.get("care_level") or Project.CareLevel.usual_for(organisation)
        reach = Reach.NETWORK if values["country"] == HOME else Reach.PUBLIC
        return Project(
            **values,
            organisation=organisation,
            product=product,
            owner=None,
            reach=reach,
            source=self.plan.source,
            source_key=row.key,
            registered_at=now,
            changed_at=now,
            confirmed_at=now,
        )


def bring_in(rows, bringing, *, actor, seat, now, tell=lambda outcomes: None):
    """All of it in the caller's transaction, so that a crash leaves nothing behind."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an import is one transaction")
    for outcomes in bringing.outcomes(rows):
        bringing.write(outcomes, actor=actor, seat=seat, now=now)
        tell(outcomes)


def _began(project, now):
    """When a project that is new to us came to its phase: when its source says that it began. None where the source
    does not say; the day we heard of it is not it."""
    day = day_of(project.started_on, american=project.country == AMERICA, months=True)
    return projects.noon_of(day) if day and day <= local_day(now) else None


def _is_number(text):
    return text.isascii() and text.isdigit() and len(text) < 19


def _whose_title(organisation_id, organisation_name, title):
    return organisation_id or organisation_name.casefold(), title


def _product_named(outcome):
    """The product and supplier of a row: what it does not say is as the project has it."""
    before = (outcome.project.product_name, outcome.project.supplier) if outcome.project else ("", "")
    said = outcome.row.values.get("product"), outcome.row.values.get("supplier")
    return tuple(now or then for now, then in zip(said, before, strict=True))


def _columns(values):
    """What a row says, as the columns of a project; its product is another table."""
    values = {name: value for name, value in values.items() if name not in PRODUCT}
    if day := values.get("implementation_decided_on"):
        values["implementation_decided_on"] = date.fromisoformat(day)
    return values


def _said(project, name):
    return project.product_name if name == "product" else getattr(project, name)


def _same(name, before, value):
    if isinstance(before, date):
        before = before.isoformat()
    if name in PRODUCT:  # one product, however it is spelled in capitals
        return before.casefold() == value.casefold()
    return before == value or (isinstance(before, str) and clean(before) == value)


def _before_after(project, name, value):
    if name == "organisation_id":
        return gettext("Virksomheten er en annen enn før.")
    before = _said(project, name)
    if names := CHOICES.get(name):
        before, value = names.get(before, ""), names[value]
    return gettext("Fra «{before}» til «{after}».").format(before=_short(before), after=_short(value))


def _short(text):
    text = " ".join(str(text or "").split())
    return text if len(text) <= 120 else f"{text[:119]}…"
