"""Child processes that never outlive us, however we end."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec a child must do as little as it can.
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Child:
    """A command in a session of its own: Ctrl-C goes to us alone, and its whole group can be stopped."""

    def __init__(self, name, command, *, env=None, cwd=None, pass_fds=(), user=None):
        self.name = name
        self.command = [str(part) for part in command]
        self.env = env
        self.cwd = cwd
        self.pass_fds = pass_fds
        self.user = user
        self.process = None
        self.started = 0.0

    def start(self):
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.env,
            cwd=self.cwd,
            pass_fds=self.pass_fds,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),  # what we print ourselves is data
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),
        )
        return self

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    @property
    def age(self):
        return time.monotonic() - self.started

    def stop(self, timeout=20, how=signal.SIGTERM):
        """Ask, wait, and then sweep: whoever is left of the group goes too."""
        if self.process is None:
            return
        if self.is_running:
            self.process.send_signal(how)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout)
        self.sweep()

    def sweep(self):
        """What a killed process leaves of its group: without it a worker's beat would go on beating."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self):
        self.sweep()
        self.start()


def _die_with(parent):
    """On Linux the kernel stops the child when we die, even by `kill -9`. Elsewhere only we can."""
    if LIBC is None:
        return None

    def before_exec():
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # we died before the kernel was told
            os._exit(1)

    return before_exec


def wait_until(is_so, timeout, step=0.05):
    """Ask until it is so, or time is up. Returns what it was last told."""
    end = time.monotonic() + timeout
    while not (answer := is_so()) and time.monotonic() < end:
        time.sleep(step)
    return answer
