"""What is checked before a demo starts: nobody else runs it here, and its port is free."""

import fcntl
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from config.env import Environment
from config.lifeline import end_with_parent


@contextmanager
def only_one(environment: Environment) -> Iterator[None]:
    """Claim this home folder and this port. Ends the program with a sentence if somebody has either."""
    try:
        environment.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(
            f"BOTTEGA_HOME names {environment.home}, which can't be made ({error.strerror}); name another folder."
        ) from None
    with (environment.home / "demo.lock").open("a+") as claim:
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            claim.seek(0)
            raise SystemExit(
                f"A demo with this data runs already, at {claim.read()}. "
                "Stop it first, or give this one its own data: make demo PORT=8001 BOTTEGA_HOME=/tmp/another"
            ) from None
        refuse_taken_port(environment)
        claim.truncate(0)
        claim.write(f"http://localhost:{environment.port}")
        claim.flush()
        yield


def refuse_taken_port(environment: Environment) -> None:
    """End the program with a sentence if another one listens on the port or the port isn't ours to use."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((environment.bind or "127.0.0.1", environment.port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise SystemExit(
                f"Port {environment.port} can't be used ({reason.lower()}); choose another: make demo PORT=8001"
            ) from None


def end_with_make() -> None:
    """Where make started us, stop as on Ctrl-C when make is killed."""
    ask_kernel = end_with_parent(signal.SIGINT, parent=os.getppid()) if "MAKELEVEL" in os.environ else None
    if ask_kernel:
        ask_kernel()
