"""The tables: columns are a cache of statements, the statements' texts are the truth."""

from logbook.models.among import among
from logbook.models.auditing import Audit
from logbook.models.base import Base, db
from logbook.models.cohorts import Arrangement, Cohort, CohortSupervisor
from logbook.models.correspondence import MessageChoice, MessagePlan
from logbook.models.curricula import Attestation, Module, Proof
from logbook.models.devices import Copy, Device
from logbook.models.documents import (
    Belated,
    Entry,
    Handover,
    Proposal,
    Refusal,
    Review,
    SetAside,
    Signoff,
    Statement,
    Withdrawal,
)
from logbook.models.granted import Accreditation, CompletionFile
from logbook.models.held import Licence, LicenceCheck, LicencePeriod
from logbook.models.jobs import Job, JobResult
from logbook.models.nudged import Nudge
from logbook.models.outgoing import Mail
from logbook.models.pathway import Enrolment, RequirementSet, RuleException, SetDraft
from logbook.models.people import (
    Attempt,
    Confirmation,
    Invitation,
    Login,
    Membership,
    Person,
    PersonChange,
    Programme,
    RecoveryCode,
    Roster,
)
from logbook.models.prepared import PreparedCheck
from logbook.models.providers import Administration, Logo, Provider, RegisterEntry, RegisterLine
from logbook.models.reports import Report
from logbook.models.syncing import CellDigest, CellFloor, CellPointer, Document, FeedHead, MutationResult

__all__ = [
    "CellDigest",
    "CellFloor",
    "CellPointer",
    "Arrangement",
    "Accreditation",
    "Administration",
    "Attempt",
    "Attestation",
    "Audit",
    "Base",
    "Cohort",
    "CohortSupervisor",
    "Belated",
    "CompletionFile",
    "Confirmation",
    "Copy",
    "Device",
    "Document",
    "Enrolment",
    "Entry",
    "FeedHead",
    "Handover",
    "Invitation",
    "Job",
    "Mail",
    "JobResult",
    "Licence",
    "LicenceCheck",
    "LicencePeriod",
    "Login",
    "Logo",
    "Membership",
    "MessageChoice",
    "MessagePlan",
    "Module",
    "MutationResult",
    "Nudge",
    "Person",
    "PersonChange",
    "PreparedCheck",
    "Programme",
    "Proof",
    "Proposal",
    "Provider",
    "RecoveryCode",
    "Refusal",
    "RegisterEntry",
    "RegisterLine",
    "Report",
    "RequirementSet",
    "Review",
    "Roster",
    "RuleException",
    "SetAside",
    "SetDraft",
    "Signoff",
    "Statement",
    "Withdrawal",
    "among",
    "db",
]
