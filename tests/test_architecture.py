"""The house: imports and keys point down, and states are written in one place."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.forms import BaseForm
from django.urls import get_resolver

from network.forms import SafeTextMixin
from network.workflow import workflows

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["network", "register", "issues", "guidance", "escalation", "meetings", "config"]
# Mail and Meeting have states of their own, which no workflow table governs.
WRITE_STATES = {
    "network/workflow.py",
    "network/outbox.py",
    "meetings/closing.py",
    "meetings/planning.py",
    "meetings/series.py",
}


def our_models():
    return [model for app in FLOORS for model in apps.get_app_config(app).get_models()]


def test_foreign_keys_point_down_the_house():
    up = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label in FLOORS
        and FLOORS.index(field.related_model._meta.app_label) > FLOORS.index(model._meta.app_label)
    ]
    assert up == []


def source_files():
    return [path for app in FLOORS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def writes_a_state(tree):
    """Assignments to `.state`, and `update(state=…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Attribute) and t.attr == "state" for t in targets):
                yield node.lineno
        updates = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update"
        if updates and any(keyword.arg == "state" for keyword in node.keywords):
            yield node.lineno


def test_only_the_workflow_writes_a_state():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in source_files()
        if str(path.relative_to(ROOT)) not in WRITE_STATES
        for line in writes_a_state(ast.parse(path.read_text()))
    ]
    assert found == []


def test_the_scan_for_states_sees_what_it_looks_for():
    tree = ast.parse("case.state = 'x'\nCase.objects.update(state='x')\ncase.status = 'x'")
    assert list(writes_a_state(tree)) == [1, 2]


def opens_a_transaction(tree):
    return [
        node.lineno for node in ast.walk(tree) if getattr(node, "attr", getattr(node, "id", "")) == "atomic"
    ]


def test_what_is_written_is_written_in_one_way():
    """`record` asks for a transaction, and the only one to be had is in the language of the record."""
    found = {
        str(path.relative_to(ROOT))
        for path in source_files()
        if opens_a_transaction(ast.parse(path.read_text()))
    }
    assert found == {"network/writing.py"}


def settles_its_language(tree):
    """Refusals, and reasons of a table, that do not wait for the language of whoever reads them."""
    refusals = {"Refused", "NotPossible", "NotAllowed", "Missing"}
    at_once = {"gettext", "ngettext", "date_text", "str"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in refusals and node.args:
            said = node.args[0]
            called = {getattr(one.func, "id", "") for one in ast.walk(said) if isinstance(one, ast.Call)}
            if isinstance(said, ast.Constant | ast.JoinedStr) or called & at_once:
                yield node.lineno


def test_a_refusal_waits_for_the_language_of_its_reader():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in source_files()
        for line in settles_its_language(ast.parse(path.read_text()))
    ]
    assert found == []


def test_the_scan_of_refusals_sees_what_it_looks_for():
    tree = ast.parse(
        "raise Refused('nei')\nraise Missing(f'{x}')\nraise Refused(gettext('nei'))\n"
        "raise Refused(_('nei'))\nraise Refused(format_lazy(_('{x}'), x=date_text(y)))"
    )
    assert list(settles_its_language(tree)) == [1, 2, 3, 5]


def reasons_of(tables):
    """What `unless` asks, the parts of a `first_of` each for itself."""
    for table in tables:
        for step in table.steps.values():
            within = getattr(step.unless, "__closure__", None)
            yield from within[0].cell_contents if within else filter(None, [step.unless])


def test_why_a_step_is_impossible_waits_for_the_language_of_its_reader():
    asked = set(reasons_of(workflows.values()))
    assert len(asked) > 10
    assert [reason for reason in asked if "gettext" in reason.__code__.co_names] == []


def sorts_by_code_point(tree):
    """Lists of names and titles that are not sorted as Norwegians sort them (`network.collation`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
            named = {getattr(one, "value", "") for one in node.args}
            if any(str(name).lstrip("-").rpartition("__")[2] in ("name", "title") for name in named):
                yield node.lineno


def test_names_are_sorted_as_norwegians_sort_them():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in source_files()
        for line in sorts_by_code_point(ast.parse(path.read_text()))
    ]
    assert found == []


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in source_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def our_forms(form=BaseForm):
    for found in form.__subclasses__():
        if found.__module__.split(".")[0] in FLOORS:
            yield found
        yield from our_forms(found)


def test_every_form_stops_a_national_identity_number():
    assert get_resolver().url_patterns, "the pages, and so their forms, are imported"
    forms = {f"{form.__module__}.{form.__name__}": form for form in our_forms()}
    assert {
        "issues.forms.raising.RaiseForm",
        "network.admin.bodies.BodyForm",
        "meetings.forms.agenda.ItemForm",
    } <= forms.keys()
    assert [name for name, form in sorted(forms.items()) if not issubclass(form, SafeTextMixin)] == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_database_that_came_here_step_by_step_has_nothing_to_do():
    made = MigrationExecutor(connection).loader
    recorder = MigrationRecorder(connection)
    for one in made.disk_migrations.values():
        for replaced in one.replaces:
            recorder.record_unapplied(one.app_label, one.name)
            recorder.record_applied(*replaced)
    assert MigrationExecutor(connection).migration_plan(made.graph.leaf_nodes()) == []


def test_the_diagram_in_the_docs_is_the_tables(capsys):
    call_command("workflow_diagram")
    drawn = capsys.readouterr().out.strip().split("\n\n")
    written = (ROOT / "docs" / "workflow.md").read_text()
    assert len(drawn) == 5
    assert [diagram for diagram in drawn if diagram not in written] == []
