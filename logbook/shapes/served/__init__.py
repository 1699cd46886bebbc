"""What the pages hold that the server alone answers, by their templates; a test compares whatever is drawn with it."""

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.accounts import (
    AccountPage,
    CodesPage,
    DetailsPage,
    OwnedPage,
    OwnLinksPage,
    PasswordPage,
    RemarkShown,
)
from logbook.shapes.served.cohort import CohortPage, HandoverPage, LatePage, TraineePage
from logbook.shapes.served.cohorts import (
    ArrangePage,
    CohortEndingPage,
    CohortFormPage,
    CohortsPage,
    GlancePage,
    OwnTimePage,
    PlacingPage,
    ProgrammeEndingPage,
    ReinstatementPage,
)
from logbook.shapes.served.copies import CopiesPage, CopyPage
from logbook.shapes.served.devices import DevicesPage, OwnDevicesPage
from logbook.shapes.served.enrolments import MovingPage
from logbook.shapes.served.everybody import ErrorPage, ReferencePage
from logbook.shapes.served.exceptions import EvidencePage, ExceptionEndingPage, ExemptingPage, StandsPage
from logbook.shapes.served.exports import ExportPage, ExportsPage
from logbook.shapes.served.holdings import CheckPage, DuePage, LicencePage, LicencesPage
from logbook.shapes.served.invitations import (
    AcceptPage,
    InvitationPage,
    InvitedPage,
    InvitePage,
    JoinPage,
    RevocationPage,
    SlipsPage,
)
from logbook.shapes.served.lessons import (
    AccreditationsPage,
    BesidePage,
    CompletionFilePage,
    CompletionsPage,
    CourseworkFormPage,
    CourseworkPage,
    ModulePage,
    ModulesPage,
    ProofsPage,
)
from logbook.shapes.served.listed_names import RosterPage, RostersPage
from logbook.shapes.served.matters import AuditPage, OfficePage
from logbook.shapes.served.of_regions import RegionPage, RegionsPage
from logbook.shapes.served.people import ConfirmationPage, LeavingPage, PeoplePage, RecoveryPage
from logbook.shapes.served.programmes import ProgrammePage
from logbook.shapes.served.providers import (
    ProviderEndingPage,
    ProviderFactsPage,
    ProviderInvitationPage,
    ProviderInvitePage,
    ProviderLogoPage,
    ProviderPage,
    ProviderProgrammePage,
    ProviderRevocationPage,
)
from logbook.shapes.served.published_files import MatchedPage
from logbook.shapes.served.registers import RegisterPage
from logbook.shapes.served.requirements import (
    ComparePage,
    DraftFormPage,
    DraftPage,
    EverybodyPage,
    PublicationPage,
    RequirementsPage,
    SetPage,
    TrialPage,
)
from logbook.shapes.served.sessions import ArrivePage, CodePage, NewPasswordPage, SignInPage
from logbook.shapes.served.supervision import NudgePage, ReliefPage, SupervisorPage
from logbook.shapes.served.supposed import SupposedPage
from logbook.shapes.served.topical import MessagesPage, StopPage

TEMPLATES: dict[str, type] = {
    "accreditations/index.html": AccreditationsPage,
    "completions/new.html": CompletionsPage,
    "completions/show.html": CompletionFilePage,
    "account/remark.html": RemarkShown,
    "account/closing.html": OwnedPage,
    "account/codes.html": CodesPage,
    "account/details.html": DetailsPage,
    "account/email.html": OwnedPage,
    "account/links.html": OwnLinksPage,
    "account/deadline.html": OwnTimePage,
    "account/password.html": PasswordPage,
    "account/supposed.html": SupposedPage,
    "desk/audit.html": AuditPage,
    "desk/index.html": OfficePage,
    "cohort/answer.html": LatePage,
    "cohort/handing.html": HandoverPage,
    "cohort/arrange.html": ArrangePage,
    "cohort/attestations.html": ProofsPage,
    "cohort/enrolment.html": MovingPage,
    "cohort/exempt.html": ExemptingPage,
    "cohort/pathway.html": StandsPage,
    "cohort/rule.html": EvidencePage,
    "cohort/unexempt.html": ExceptionEndingPage,
    "cohort/index.html": CohortPage,
    "cohort/trainee.html": TraineePage,
    "cohorts/ending.html": CohortEndingPage,
    "cohorts/form.html": CohortFormPage,
    "cohorts/index.html": CohortsPage,
    "cohorts/show.html": GlancePage,
    "cohorts/trainees.html": PlacingPage,
    "copies/index.html": CopiesPage,
    "copies/show.html": CopyPage,
    "account/licence.html": LicencePage,
    "account/licences.html": LicencesPage,
    "errors/error.html": ErrorPage,
    "export/index.html": ExportsPage,
    "export/show.html": ExportPage,
    "invited/index.html": InvitedPage,
    "invited/slips.html": SlipsPage,
    "messages/show.html": MessagesPage,
    "messages/stop.html": StopPage,
    "modules/beside.html": BesidePage,
    "modules/declare.html": CourseworkFormPage,
    "modules/form.html": ModulePage,
    "modules/index.html": ModulesPage,
    "modules/own.html": CourseworkPage,
    "licences/check.html": CheckPage,
    "licences/index.html": DuePage,
    "offline.html": Frame,
    "nudges/show.html": NudgePage,
    "people/account.html": AccountPage,
    "people/confirmation.html": ConfirmationPage,
    "people/devices.html": DevicesPage,
    "people/ending.html": LeavingPage,
    "people/handing.html": LeavingPage,
    "people/index.html": PeoplePage,
    "people/invitation.html": InvitationPage,
    "people/invite.html": InvitePage,
    "people/recovery.html": RecoveryPage,
    "people/reinstatement.html": ReinstatementPage,
    "people/relief.html": ReliefPage,
    "people/revocation.html": RevocationPage,
    "programme/ending.html": ProgrammeEndingPage,
    "people/supervisor.html": SupervisorPage,
    "programme/show.html": ProgrammePage,
    "provider/ending.html": ProviderEndingPage,
    "provider/facts.html": ProviderFactsPage,
    "provider/index.html": ProviderPage,
    "provider/invitation.html": ProviderInvitationPage,
    "provider/logo.html": ProviderLogoPage,
    "provider/invite.html": ProviderInvitePage,
    "provider/programme.html": ProviderProgrammePage,
    "provider/revocation.html": ProviderRevocationPage,
    "regions/index.html": RegionsPage,
    "regions/show.html": RegionPage,
    "licences/found.html": MatchedPage,
    "register/show.html": RegisterPage,
    "reference/help.html": Frame,
    "reference/show.html": ReferencePage,
    "requirements/beside.html": ComparePage,
    "requirements/draft.html": DraftPage,
    "requirements/form.html": DraftFormPage,
    "requirements/index.html": RequirementsPage,
    "requirements/publication.html": PublicationPage,
    "requirements/show.html": SetPage,
    "requirements/everybody.html": EverybodyPage,
    "requirements/trial.html": TrialPage,
    "rosters/new.html": RostersPage,
    "rosters/show.html": RosterPage,
    "sessions/accept.html": AcceptPage,
    "sessions/arrive.html": ArrivePage,
    "sessions/code.html": CodePage,
    "sessions/devices.html": OwnDevicesPage,
    "sessions/join.html": JoinPage,
    "sessions/recover.html": NewPasswordPage,
    "sessions/sign_in.html": SignInPage,
    "sessions/sign_out.html": Frame,
}
