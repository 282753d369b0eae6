"""Everything at once, for one machine: broker → worker with beat → web, and the address last.

For real these run apart, each under the machine's own supervisor: see README.
"""

import fcntl
import http.client
import os
import signal
import socket
import sqlite3
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import broker
from config.demo import LOOPBACK
from config.processes import Child, wait_until

PYTHON = [sys.executable, "-W", "ignore:You're running the worker with superuser"]
PORTS_TRIED = 100
# One that dies sooner than this after its start waits a little before it is started again.
HEALTHY_AGE = 5


class Stopped(Exception):
    """Somebody asked us to stop."""


class Command(BaseCommand):
    help = "Run web, worker, beat and broker, and print the address when the site answers."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="taken: the next free one")

    def handle(self, *, host, port, **options):
        if settings.DEMO and host not in LOOPBACK:
            raise CommandError("Demomodus svarer bare på denne maskinen: bruk --host 127.0.0.1.")
        children = []
        with _only_one(settings.VAR), _listen(host, port) as listener, _stopped_by_signals():
            try:
                self._start(listener, children)
                _watch(children)
            except Stopped:
                pass
            finally:
                _stop(children)
                put_away(settings.DATABASES["default"]["NAME"])

    def _start(self, listener, children):
        host, port = listener.getsockname()[:2]
        site = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        env = _environment(site)
        if not os.environ.get("REDIS_URL"):
            _begin(_broker(env), children)
        _wait_for_broker(env["REDIS_URL"], children)
        _begin(Child("worker", _worker_command(), env=env, cwd=settings.BASE_DIR), children)
        _begin(_web(listener, env), children)
        _wait_for_front_page(host, port, children)
        self.stdout.write(f"Løft svarer på {site}/")
        self.stdout.flush()


def put_away(database):
    """The last to close a SQLite file takes its journal along; of two that close it at once, neither does."""
    if Path(f"{database}-wal").exists():
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(database, timeout=1)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _environment(site):
    """What the children are told beyond what we were told ourselves."""
    env = os.environ | {"REDIS_URL": settings.CELERY_BROKER_URL}
    return env | {"SITE_URL": site} if settings.DEMO else env


def _begin(child, children):
    children.append(child)  # first: a signal while it starts must not leave it out of the stopping
    child.start()


def _broker(env):
    # A broker from a run that was killed is on its way out: two may not write the same file.
    if not wait_until(lambda: not broker.answers(env["REDIS_URL"]), timeout=10):
        raise CommandError(f"En annen meldingskø svarer allerede på {env['REDIS_URL']}.")
    try:
        return Child("broker", broker.command(settings.VAR), env=env)
    except broker.NoBroker as error:
        raise CommandError(str(error)) from error


def _wait_for_broker(url, children):
    if not wait_until(lambda: broker.answers(url) or _any_dead(children), timeout=10):
        raise CommandError(f"Meldingskøen på {url} svarer ikke.")
    _insist(children)


def _worker_command():
    options = "--beat --concurrency 2 --without-gossip --without-mingle --loglevel WARNING".split()
    return [*PYTHON, "-m", "celery", "--quiet", "--app", "config", "worker", *options]


def _web(listener, env):
    """The socket is ours and already listens, so no one can take the port between looking and using."""
    fd = listener.fileno()
    command = [*PYTHON, "-m", "gunicorn", "--config", "python:config.gunicorn", "--bind", f"fd://{fd}"]
    return Child("web", command, env=env, cwd=settings.BASE_DIR, pass_fds=(fd,))


def _wait_for_front_page(host, port, children):
    status = wait_until(lambda: _any_dead(children) or _front_page_status(host, port), timeout=60)
    _insist(children)
    if not status:
        raise CommandError("Nettstedet svarte ikke innen ett minutt.")
    if status >= http.client.BAD_REQUEST:
        raise CommandError(f"Forsiden svarer {status}. Kjør ./script/setup, og se feilen over.")


def _front_page_status(host, port):
    """What the front page says, after what it may redirect to on this site; None while nobody answers."""
    path = "/"
    connection = http.client.HTTPConnection(host, port, timeout=30)
    try:
        for _ in range(5):
            connection.request("GET", path, headers={"Host": _asked_host(port)})
            response = connection.getresponse()
            response.read()
            path = response.getheader("Location", "")
            if not path.startswith("/"):
                break
        return response.status
    except OSError:
        return None
    finally:
        connection.close()


def _asked_host(port):
    return f"{settings.ALLOWED_HOSTS[0].removeprefix('.')}:{port}"


def _watch(children):
    """A broker or a worker that dies is started again; when the web dies, so do we."""
    while True:
        time.sleep(0.2)
        for child in children:
            if child.is_running:
                continue
            if child.name == "web":
                raise CommandError("Nettstedet stoppet av seg selv.")
            sys.stderr.write(f"{child.name} stoppet og startes igjen.\n")
            time.sleep(0 if child.age > HEALTHY_AGE else 2)
            child.restart()


def _any_dead(children):
    return not all(child.is_running for child in children)


def _insist(children):
    for child in children:
        if not child.is_running:
            raise CommandError(
                f"{child.name} stoppet under oppstart. Se over, eller i {settings.VAR}/broker."
            )


def _stop(children):
    """In reverse: no requests without a worker to wake, no worker without its broker."""
    for child in reversed(children):
        child.stop()


@contextmanager
def _only_one(var):
    """Two at once would share a broker and beat twice. The kernel lets go of the lock when we die."""
    with (var / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(f"Løft kjører allerede med data i {var}. Stopp det først.") from error
        yield


def _listen(host, port):
    """A listening socket on the port asked for, or on the next free one."""
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        try:
            return socket.create_server((host, candidate), family=_family(host), backlog=512)
        except OSError as error:
            problem = error
    raise CommandError(f"Ingen ledig port fra {port} og oppover: {problem}")


def _family(host):
    return socket.AF_INET6 if ":" in host else socket.AF_INET


@contextmanager
def _stopped_by_signals():
    signals = [signal.SIGTERM, signal.SIGINT]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup means it
        signals.append(signal.SIGHUP)

    def stop(*_):
        for number in signals:  # once: the stopping itself is left in peace
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
