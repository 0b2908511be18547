"""Runs a server of this folder, NAME with its arguments, for as long as the process lives that started it.

A test run may end without a word to its servers; none of them may stay.
"""
import os
import pathlib
import runpy
import sys
import threading
import time

parent = os.getppid()


def watch() -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()
script = pathlib.Path(__file__).parent / f"{sys.argv[1]}.py"
sys.argv = [str(script), *sys.argv[2:]]
runpy.run_path(str(script), run_name="__main__")
