"""Logs: one JSON object a line, to stderr, because what commands print on stdout is data."""

import json
import logging
import re
from datetime import UTC, datetime

# A fødselsnummer or D-number, also as people write it. Nobody's number belongs in a log.
ELEVEN_DIGITS = re.compile(r"\b\d{6}[ .-]?\d{5}\b")


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return ELEVEN_DIGITS.sub("[elleve siffer]", json.dumps(line, ensure_ascii=False, default=str))


def config(level):
    """For `logging.config`: everything through one handler, the same in web, worker and commands."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Without handlers of their own, their lines come once, by the root.
            name: {"handlers": [], "level": level, "propagate": True}
            for name in ("django", "django.server", "gunicorn.error", "celery")
        }
        # A refused form or a page that is not there is no event for those who run the machine.
        | {"django.request": {"level": "ERROR"}, "django.security.csrf": {"level": "ERROR"}},
    }
