"""A local stand-in for AWS: moto's server on a free loopback port.

Prints its address on the first line and serves until its parent process is gone, standard input is closed
(with --until-stdin-closes) or the time limit is over, so that no server outlives the script that started it.
"""

import argparse
import functools
import json
import logging
import os
import sys
import time
import types


def answer_as_aws_does() -> None:
    """Mends the answers of moto in which a plan would see a change that AWS does not show."""
    import moto.sqs.models

    # AWS returns a redrive policy without blanks, as the provider writes it.
    compact = functools.partial(json.dumps, separators=(",", ":"))
    moto.sqs.models.json = types.SimpleNamespace(loads=json.loads, dumps=compact)


def serve(seconds: float, until_stdin_closes: bool) -> None:
    parent = os.getppid()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    from moto.server import ThreadedMotoServer

    answer_as_aws_does()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    if until_stdin_closes:
        sys.stdin.read()
        return
    end = time.monotonic() + seconds
    while time.monotonic() < end and os.getppid() == parent:
        time.sleep(0.5)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=7200, help="stop after this time at the latest")
    arguments.add_argument("--until-stdin-closes", action="store_true")
    options = arguments.parse_args()
    serve(options.seconds, options.until_stdin_closes)
