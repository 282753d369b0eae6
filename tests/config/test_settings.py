"""Nothing runs in a page but our own files: the policy that says so, and templates that live by it."""

import re

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
# Data for a file of ours, in JSON, runs nothing.
INLINE = re.compile(
    r"""<style | \sstyle\s*= | \son[a-z]+\s*=\s*["'] | <script(?![^>]*\s(src=|type="application/json")) | javascript:""",
    re.VERBOSE | re.IGNORECASE,
)


def policy_of(response):
    parts = response.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in map(str.split, parts)}


@pytest.mark.parametrize(
    "address", ["/", "/innmeldinger/", "/veiledning/", "/finnes-ikke/", "/admin/", "/demo/"]
)
def test_a_page_may_run_only_what_is_ours(address, cast, client_for):
    policy = policy_of(client_for(cast.admin).get(address))
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy.keys().isdisjoint({"script-src", "style-src"}), "they are as strict as the rest"
    assert "unsafe" not in str(policy)


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color: red">',
        "<a onclick='x()'>",
        "<script>x()</script>",
        '<script type="module">x()</script>',
        '<a href="javascript:x">',
        "<style>",
    ],
)
def test_what_is_looked_for_is_found(bad):
    assert INLINE.search(bad)


def test_no_page_has_anything_inline():
    # A mail is no page: it fetches nothing, so what little style it has stands in it.
    templates = [path for path in TEMPLATES.rglob("*.html") if path.parent.name != "mail"]
    assert templates
    found = [
        f"{path.relative_to(TEMPLATES)}: {hit.group()}"
        for path in templates
        for hit in INLINE.finditer(path.read_text())
    ]
    assert found == []
