"""Demo mode: the default of an empty environment, and never beside anything real."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from environs import Env

from config import demo

REAL = {"SECRET_KEY": "abcdefghij" * 5, "SITE_URL": "https://loft.example"}


def is_demo(monkeypatch, **env):
    for name in ("LOFT_DEMO", "LOFT_DEMO_DATABASE", *demo.SIGNS_OF_REAL):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return demo.is_demo(Env())


def test_an_empty_environment_is_a_demo(monkeypatch):
    assert is_demo(monkeypatch)
    assert not is_demo(monkeypatch, LOFT_DEMO="0")


@pytest.mark.parametrize("sign", demo.SIGNS_OF_REAL)
def test_each_sign_of_a_real_site_ends_the_demo_and_refuses_one_that_is_asked_for(monkeypatch, sign):
    assert not is_demo(monkeypatch, **{sign: "postgresql://db.example/loft"})
    with pytest.raises(Exception, match=f"nekter å starte når {sign} er satt"):
        is_demo(monkeypatch, LOFT_DEMO="1", **{sign: "postgresql://db.example/loft"})


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("postgresql://loft@/loft?host=/tmp/pg", True),
        ("postgresql://loft@%2Ftmp%2Fpg/loft", True),
        ("postgresql:///loft", True),
        ("postgresql://loft:pw@127.0.0.1:5433/loft", True),
        ("postgresql://[::1]/loft", True),
        ("postgresql://db.example/loft", False),
        ("postgresql://localhost.example/loft", False),
        ("postgresql://localhost,db.example/loft", False),
        ("postgresql://localhost/loft?host=db.example", False),
        ("postgresql://localhost/loft?hostaddr=10.0.0.1", False),
    ],
)
def test_the_tests_may_run_the_demo_on_a_database_of_this_machine_only(monkeypatch, url, local):
    assert is_demo(monkeypatch, DATABASE_URL=url, LOFT_DEMO_DATABASE="1") is local


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    key = demo.secret_key(tmp_path)
    assert len(key) >= 50
    assert demo.secret_key(tmp_path) == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_whoever_makes_the_key_second_gets_the_first_ones(tmp_path):
    (tmp_path / "secret-key").write_text("the first one's")
    demo._write_once(tmp_path / "secret-key", "mine")
    assert demo.secret_key(tmp_path) == "the first one's"


def test_a_deep_directory_gets_a_socket_path_the_kernel_takes(tmp_path):
    assert demo.broker_socket(tmp_path) == tmp_path / "broker.sock"
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    assert len(bytes(demo.broker_socket(deep))) <= demo.LONGEST_SOCKET_PATH
    assert demo.broker_socket(deep) != demo.broker_socket(deep / "other")


def manage(tmp_path, *arguments, **env):
    """A command in an environment of its own: settings are read once in a process."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | {"LOFT_VAR": str(tmp_path), "PYTHONUTF8": "1"} | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_real_site_is_closed_where_a_demo_is_open(tmp_path):
    found = manage(
        tmp_path, "check", "--deploy", "--fail-level", "WARNING", ALLOWED_HOSTS="loft.example", **REAL
    )
    assert found.returncode == 0, found.stderr
    assert not (tmp_path / "secret-key").exists()


def test_a_real_site_asks_for_its_key_and_reads_it_from_a_file(tmp_path):
    missing = manage(tmp_path, "check", SITE_URL="https://loft.example", LOFT_DEMO="0")
    assert missing.returncode == 1
    assert "SECRET_KEY" in missing.stderr
    (tmp_path / "key").write_text("k" * 50)
    code = (
        "from django.conf import settings as s; print(s.SECRET_KEY == 'k' * 50, s.ALLOWED_HOSTS, s.SITE_URL)"
    )
    found = manage(
        tmp_path,
        "shell",
        "--no-imports",
        "-c",
        code,
        SITE_URL="https://loft.example/",
        LOFT_DEMO="0",
        SECRET_KEY_FILE=str(tmp_path / "key"),
    )
    assert found.stdout.strip() == "True ['loft.example'] https://loft.example", found.stderr


def test_a_real_site_must_know_its_address(tmp_path):
    found = manage(tmp_path, "check", LOFT_DEMO="0", SECRET_KEY="x")
    assert "Sett SITE_URL" in found.stderr
