"""The site as it really runs: `manage.py serve` with web, worker, beat and broker, on a database of its own."""

import contextlib
import os
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]


class Site:
    def __init__(self, var, database_url=None):
        self.env = os.environ | {"LOFT_VAR": str(var)}
        self.env.pop("DATABASE_URL", None)
        if database_url:
            self.env |= {"DATABASE_URL": database_url, "LOFT_DEMO_DATABASE": "1"}
        self.address = ""

    def manage(self, *arguments, check=True):
        """Run a command against the site's own database; stdout is data."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not check, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done

    @contextlib.contextmanager
    def running(self):
        """Up until the block ends; `address` is what it printed last."""
        command = [sys.executable, "manage.py", "serve", "--port", "8300"]
        server = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True)
        try:
            for line in server.stdout:
                if "http://" in line:
                    self.address = "http://" + line.partition("http://")[2].strip().rstrip("/")
                    break
            assert self.address, "the site stopped before it answered"
            yield self
        finally:
            server.terminate()
            server.wait(timeout=60)
            server.stdout.close()


@contextlib.contextmanager
def fresh_database():
    """The address of a new PostgreSQL database on the tests' server, or None for a SQLite file."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield None
        return
    name = f"loft_chain_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
