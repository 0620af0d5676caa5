"""Role and rule files: reading, checking, bringing in other frameworks, and drafting a role from texts."""

from orgplan.library.faults import BadModel, ModelFault
from orgplan.library.load import load_catalogue, shipped_models
