"""The Python interface: load, plan, check, compare, save. A few functions; nothing is printed."""

from orgplan.analysis.verification import Disagreement
from orgplan.io.foreign.importing import Imported, NotUnderstood, described
from orgplan.report.audit.read_back import NotReadBack
from orgplan.results import Checked, Impossible, NoPlan, Placed, Redacted, Result

from .checking import check, failed_checks, recost, redact, redacted_run, reopen
from .comparing import compare, diff, reconcile
from .planning import as_asked, evaluate, plan
from .reading import from_frames, import_files, load, read, with_previous, with_scenarios
from .run_record import run_of
from .versions import Forecast, approve, forecast
from .writing import save, save_into
