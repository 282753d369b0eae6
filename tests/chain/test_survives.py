"""A killed worker, a flushed broker, a broker that hangs: nothing lost, nothing twice, nobody kept out."""

import os
import re
import signal
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest
import redis
from playwright.sync_api import expect

from config.demo import broker_address

pytestmark = pytest.mark.chain

OWED = "from network.models import Mail; print(*Mail.objects.filter(key__contains='event:').values_list('state', flat=True))"


def processes(site, word):
    """Ids of the site's own processes whose command holds a word."""
    mine = f"LOFT_VAR={site.env['LOFT_VAR']}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            ours = mine in (folder / "environ").read_bytes().split(b"\0")
            if ours and word in (folder / "cmdline").read_bytes().decode():
                yield int(folder.name)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue


def raises(member, title):
    member.opens("/innmeldinger/meld-inn/").writes(text=title).picks(kind="need").presses("Meld inn")
    expect(member.page.get_by_role("heading", name=title)).to_be_visible()


def sent(site):
    """How often each message stands among the files of sent mail."""
    folder = Path(site.env["LOFT_VAR"]) / "mail"
    parts = (part for path in folder.glob("*.log") for part in path.read_bytes().split(b"\n" + b"-" * 79))
    return Counter(message_from_bytes(part.lstrip())["Message-ID"] for part in parts if b"Message-ID" in part)


def test_nothing_is_lost_and_nothing_sent_twice(site, person):
    member = person("medlem-nord")
    broker = site.env.get("REDIS_URL") or broker_address(Path(site.env["LOFT_VAR"]))
    before = sum(sent(site).values())

    raises(member, "Hvem følger opp modellen når leverandøren er borte?")
    for worker in processes(site, "celery"):
        os.kill(worker, signal.SIGKILL)
    raises(member, "Hvordan melder vi feil i KI-støtten?")
    with redis.Redis.from_url(broker.replace("redis+socket", "unix")) as client:
        client.flushall()
    stopped = [*processes(site, "valkey-server"), *processes(site, "redis-server")]
    for process in stopped:
        os.kill(process, signal.SIGSTOP)
    raises(member, "Hvilke krav gjelder for oppdatering av modellen?")
    for process in stopped:
        os.kill(process, signal.SIGCONT)

    site.manage("outbox_run")
    states = Counter(site.manage("shell", "--no-imports", "-c", OWED).stdout.split())
    assert set(states) <= {"sent", "claimed", "uncertain"}, "what was owed is sent, or shown as uncertain"
    messages = sent(site)
    assert set(messages.values()) == {1}, "nothing is sent twice"
    assert sum(messages.values()) - before >= 6 - states["claimed"] - states["uncertain"]
    site.manage("verify_audit")
    assert site.manage("check_invariants").stdout == ""


def test_the_words_in_a_message_id_are_the_mails_key(site):
    assert all(re.fullmatch(r"<(event|digest|letter):[\d:-]+@loft>", key) for key in sent(site))
