"""A server on data of its own, that may be killed and started again: for tests that use a meeting up."""

import os
import signal
import socket
import subprocess

from tests.e2e.conftest import GOUVERNAIL, environment, wait_until_it_answers


class Server:
    """A server of its own, that may be killed and started again on the same data."""

    def __init__(self, folder):
        self.folder, self.process = folder, None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        log = self.folder / "together.log"
        with log.open("a") as output:
            self.process = subprocess.Popen(
                [GOUVERNAIL, "serve", "--port", str(self.port)],
                env=environment(self.folder) | {"GOUVERNAIL_TICKER": "non"},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until_it_answers(f"{self.url}/healthz", self.process, log)

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)
