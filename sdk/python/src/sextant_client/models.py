"""What goes in and what comes out of the operations, as classes."""

from ._api.models import *  # noqa: F403
from ._api.types import UNSET as UNSET
from ._api.types import File as File
