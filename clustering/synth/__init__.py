"""A synthetic newswire with planted copies, stories and threads."""

from clustering.synth.newswire import Newswire, write_newswire

__all__ = ["Newswire", "write_newswire"]
