"""The client of a Sextant service."""

from .events import ProbeEvent
from .pages import each_of
from .problem import Finding, SextantProblem
from .sextant import Sextant

__all__ = ["Finding", "ProbeEvent", "Sextant", "SextantProblem", "each_of"]
