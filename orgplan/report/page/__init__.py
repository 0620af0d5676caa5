"""The plan as one page for a browser: no server, no network, nothing but the file."""

from orgplan.report.page.page import as_page
