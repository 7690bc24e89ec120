"""Becomes the program named by its arguments, which the kernel kills as soon as the parent is gone.

    python die_with_parent.py <parent pid> <program> <argument>...

A process group is not enough: LocalStack may be killed so hard that it cannot end its children.
The signal follows the death of the *thread* that started this process, so start it from one that lives on.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>

if __name__ == "__main__":
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(sys.argv[1]):  # it died before we asked
        sys.exit(1)
    os.execv(sys.argv[2], sys.argv[2:])
