"""The Python interface: load, plan, check, compare, save. A few functions; nothing is printed."""

from orgplan.analysis.verification import Disagreement
from orgplan.api.checking import check, failed_checks, recost, redact, redacted_run, reopen
from orgplan.api.comparing import compare, diff, reconcile
from orgplan.api.planning import as_asked, evaluate, plan, run_of
from orgplan.api.reading import from_frames, import_files, load, read, with_previous, with_scenarios
from orgplan.api.versions import Forecast, approve, forecast
from orgplan.api.writing import save, save_into
from orgplan.io.foreign.importing import Imported, NotUnderstood, described
from orgplan.report.audit.read_back import NotReadBack
from orgplan.results import Checked, Impossible, NoPlan, Placed, Redacted, Result
