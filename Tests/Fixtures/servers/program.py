"""Runs a program that serves until it is ended: program.py COMMAND... It ends with this script.

Servers such as sshd want to hear of their children, so that no signal may stay blocked; and they close what they inherit, which
whoever watches over them would take for their end.
"""

import ctypes
import signal
import subprocess
import sys

PR_SET_PDEATHSIG = 1
library = ctypes.CDLL(None)


def prepare():
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    library.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


process = subprocess.Popen(sys.argv[1:], preexec_fn=prepare, stdin=subprocess.DEVNULL)
print(process.pid, flush=True)
process.wait()
