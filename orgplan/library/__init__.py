"""Role and rule files: reading, checking, bringing in other frameworks, and drafting a role from
texts.
"""

from .faults import BadModel, ModelFault
from .load import load_catalogue, shipped_models
