"""Demo mode: one machine, one command, nothing to configure, and never by accident in front of people."""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Each of these says that somebody is setting up a real installation.
SIGNS_OF_REAL = ("DATABASE_URL", "ALLOWED_HOSTS", "LOFT_PROXY")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
# The kernel takes 108 bytes for a socket's path, with the zero at its end.
LONGEST_SOCKET_PATH = 107


def is_demo(env):
    """Demo when nothing says otherwise; asked for together with a sign of a real site, it refuses."""
    signs = [name for name in SIGNS_OF_REAL if env.str(name, "")]
    if signs == ["DATABASE_URL"] and env.bool("LOFT_DEMO_DATABASE", False):
        # The tests run the demo against a PostgreSQL of their own. It must be on this machine.
        signs = [] if is_local(env.str("DATABASE_URL")) else signs
    wanted = env.bool("LOFT_DEMO", None)
    if wanted and signs:
        raise ImproperlyConfigured(
            f"Demomodus er bare for én maskin og nekter å starte når {' og '.join(signs)} er satt. "
            "Fjern LOFT_DEMO, eller det som er satt."
        )
    return not signs if wanted is None else wanted


def is_local(database_url):
    """Whether a database address is this machine's own: loopback, or a unix socket."""
    address = urlsplit(database_url)
    host = unquote(address.netloc.rpartition("@")[2])
    named = [host if host.startswith("/") else address.hostname or ""]
    options = parse_qs(address.query)
    named += options.get("host", []) + options.get("hostaddr", [])
    return all(name in LOOPBACK or name.startswith("/") for name in named if name)


def broker_address(var):
    """Where Celery finds the embedded broker: the same for every process that shares `var`."""
    return f"redis+socket://{broker_socket(var)}"


def broker_socket(var):
    path = var / "broker.sock"
    if len(bytes(path)) <= LONGEST_SOCKET_PATH:
        return path
    short = hashlib.sha256(bytes(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"loft-{short}.sock"


def secret_key(var):
    """The key of this demo: made once, readable by its owner only."""
    path = var / "secret-key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text()


def _write_once(path, text):
    """Several processes may start at once: whole or not at all, and the first one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
