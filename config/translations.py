"""Compiled translations, made from what translators write (locale/*/LC_MESSAGES/*.po) as files that gettext reads."""

import polib
from django.conf import settings


def compile_changed():
    for written in settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = written.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < written.stat().st_mtime:
            polib.pofile(str(written)).save_as_mofile(str(compiled))
