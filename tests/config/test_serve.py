"""The supervisor, as it really runs: a free port, a fresh database, and things that go wrong."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from config import broker
from config.demo import broker_address, broker_socket
from config.management.commands.serve import put_away
from config.processes import wait_until

PROC = Path("/proc")
pytestmark = pytest.mark.skipif(not PROC.exists(), reason="looks processes up in /proc")


def environment(var, **env):
    mine = {"LOFT_VAR": str(var), "STATIC_ROOT": str(settings.STATIC_ROOT), "LOFT_DEMO": "1"}
    theirs = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return theirs | mine | env


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    for command in ("migrate", "createcachetable"):
        subprocess.run(
            [sys.executable, "manage.py", command, "-v0"],
            cwd=settings.BASE_DIR,
            env=environment(var),
            check=True,
        )
    return var


class Serving:
    def __init__(self, var, *options, **env):
        self.var = var
        with (var / "stderr").open("w") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", *options],
                cwd=settings.BASE_DIR,
                env=environment(var, **env),
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )

    def address(self):
        line = self.process.stdout.readline()
        found = re.fullmatch(r"Løft svarer på (http://\S+/)\n", line)
        assert found, (line, (self.var / "stderr").read_text())
        return found[1]

    def tree(self, word):
        """The processes of this site whose command line has the word."""
        return {pid for pid in self.everything() if word in command_line(pid)}

    def everything(self):
        """By LOFT_VAR in their environment; Redis overwrites its own, but names its socket."""
        mine = f"LOFT_VAR={self.var}".encode()
        pids = [int(path.name) for path in PROC.glob("[0-9]*")]
        return {
            pid
            for pid in pids
            if mine in read(PROC / str(pid) / "environ").split(b"\0")
            or str(broker_socket(self.var)) in command_line(pid)
        }


def command_line(pid):
    return read(PROC / str(pid) / "cmdline").replace(b"\0", b" ").decode()


def read(path):
    try:
        return path.read_bytes()
    except OSError:  # gone meanwhile
        return b""


@contextmanager
def serving(var, *options, **env):
    site = Serving(var, *options, **env)
    try:
        yield site
    finally:
        if site.process.poll() is None:
            site.process.terminate()
        site.process.wait(60)
        site.process.stdout.close()


def status(address):
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.status


def test_it_answers_at_the_address_it_prints_and_leaves_nothing_behind(var):
    with serving(var) as site:
        assert status(site.address()) == 200
        assert {"redis" in line or "valkey" in line for line in map(command_line, site.everything())}
        site.process.terminate()
        assert site.process.wait(60) == 0
        assert site.process.stdout.read() == ""
    assert site.everything() == set()
    assert not broker.answers(broker_address(var))
    assert {path.name for path in var.iterdir()} <= {
        "broker",
        "loft.sqlite3",
        "mail",
        "secret-key",
        "serve.lock",
        "stderr",
    }


def test_a_journal_that_nobody_put_away_is_put_away_with_all_that_it_holds(tmp_path):
    kept = tmp_path / "kept.sqlite3"
    leaves_it = (
        "import os, sqlite3, sys; at = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "at.execute('PRAGMA journal_mode=WAL'); at.execute('CREATE TABLE said (word)'); "
        "at.execute('INSERT INTO said VALUES (1)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", leaves_it, kept], check=True)
    assert {path.name for path in tmp_path.iterdir()} > {"kept.sqlite3"}
    put_away(kept)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.sqlite3"]
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT word FROM said").fetchall() == [(1,)]


def test_a_taken_port_becomes_the_next_free_one(var):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(var, "--port", str(port)) as site:
            address = site.address()
            assert int(address.rstrip("/").rpartition(":")[2]) > port
            assert status(address) == 200


def test_a_killed_worker_and_a_killed_broker_come_back_and_beat_only_once(var):
    with serving(var, "--port", "0") as site:
        address = site.address()
        for word, how_many in (("celery", 4), ("broker.sock", 1)):
            before = wait_until(lambda w=word, n=how_many: len(t := site.tree(w)) == n and t, 20)
            assert before, (word, [command_line(pid) for pid in site.everything()])
            os.kill(min(before), signal.SIGKILL)
            assert wait_until(
                lambda w=word, n=how_many, b=before: len(t := site.tree(w)) == n and not t & b, 30
            ), [command_line(pid) for pid in site.everything()]
        assert wait_until(lambda: broker.answers(broker_address(var)), 10)
        assert status(address) == 200


def test_when_the_web_dies_it_says_so_and_stops_everything(var):
    with serving(var, "--port", "0") as site:
        site.address()
        os.kill(min(site.tree("gunicorn")), signal.SIGKILL)
        assert site.process.wait(60) == 1
    assert site.everything() == set()
    assert "Nettstedet stoppet av seg selv." in (var / "stderr").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells children only on Linux")
def test_killed_outright_it_leaves_no_orphans_and_starts_again(var):
    with serving(var, "--port", "0") as site:
        site.address()
        site.process.kill()
        with serving(var, "--port", "0") as next_site:  # while the first one's children are on their way out
            assert status(next_site.address()) == 200
            site.process.wait()
            assert site.process.pid not in site.everything()
            assert len(site.tree("broker.sock")) == 1
    assert wait_until(lambda: not site.everything(), 20), [command_line(pid) for pid in site.everything()]


def test_two_may_not_share_the_same_data(var):
    with serving(var, "--port", "0") as site:
        site.address()
        with serving(var / "..", "--port", "0", LOFT_VAR=str(var)) as second:
            assert second.process.wait(30) == 1
        assert "Løft kjører allerede" in (var / ".." / "stderr").read_text()


@pytest.mark.parametrize(
    ("options", "env", "says"),
    [
        (("--host", "0.0.0.0"), {}, "Demomodus svarer bare på denne maskinen"),
        ((), {"REDIS_URL": "redis://127.0.0.1:1/0"}, "Meldingskøen på redis://127.0.0.1:1/0 svarer ikke."),
        ((), {"ALLOWED_HOSTS": "loft.example"}, "nekter å starte når ALLOWED_HOSTS er satt"),
    ],
)
def test_what_it_cannot_do_it_says(tmp_path, options, env, says):
    with serving(tmp_path, *options, **env) as site:
        assert site.process.wait(60) == 1
    assert says in (tmp_path / "stderr").read_text()
    assert site.everything() == set()


def test_a_front_page_that_fails_is_no_start(tmp_path):
    """No database yet: the address must not be printed."""
    with serving(tmp_path, "--port", "0") as site:
        assert site.process.wait(90) == 1
        assert site.process.stdout.read() == ""
    assert "Forsiden svarer 500" in (tmp_path / "stderr").read_text()
    assert site.everything() == set()
