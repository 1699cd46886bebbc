"""What a logbook holds against what its programme asks: requirement sets, rules, and the report of both."""

from logbook.eligibility.facts import days_after, facts
from logbook.eligibility.report import report
from logbook.eligibility.reports import report_for, reports_for
from logbook.eligibility.rules import Case

__all__ = ["Case", "days_after", "facts", "report", "report_for", "reports_for"]
