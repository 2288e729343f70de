"""What may go wrong where files go."""

from __future__ import annotations

import errno

from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings

_CLOSED = frozenset({errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)})


class OutputClosed(BuildError):
    """No further file can be written either: a full or read-only disk, no bucket, no credentials, no network.

    A run of many editions stops with this one message.
    """


def refuse(kind: type[BuildError], message: str, *hints: str) -> BuildError:
    """An error to be raised, with one diagnostic."""
    findings = Findings()
    findings.fail(message, None, *hints)
    return kind(findings.found)


def kind_of(error: OSError) -> type[BuildError]:
    """Whether the system's refusal holds for one file or for all."""
    return OutputClosed if error.errno in _CLOSED else BuildError


def reason_of(error: OSError) -> str:
    """The system's own words."""
    return error.strerror or type(error).__name__
