"""The client of a Sextant service."""

from .events import ProbeEvent
from .pages import each_of
from .problem import Finding, ProblemCode, SextantProblem
from .sextant import Sextant

__all__ = ["Finding", "ProbeEvent", "ProblemCode", "Sextant", "SextantProblem", "each_of"]
