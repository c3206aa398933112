"""The client of a Sextant service."""

from .events import ProbeEvent
from .problem import Finding, SextantProblem
from .sextant import Sextant

__all__ = ["Finding", "ProbeEvent", "Sextant", "SextantProblem"]
