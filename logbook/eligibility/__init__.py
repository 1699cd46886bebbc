"""What a logbook holds against what its programme asks: requirement sets, rules, and the report of both.

Pure judgement: it is given facts (`record.facts`) and reads nothing.
"""

from logbook.eligibility.case import Case
from logbook.eligibility.report import report
from logbook.eligibility.said import Said, said

__all__ = ["Case", "Said", "report", "said"]
