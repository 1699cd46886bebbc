"""How much one request, one case and one account may take: every such figure stands here, and in docs/security.md.

Each is refused in words where it is met. They are generous: somebody who meets one is mistaken or no friend.
"""

KIB = 1024
MIB = 1024 * KIB

# What is kept.
CASE_TEXTS = 200  # versions of a case, with those kept beside it and reviews; answers to it are counted alike
CASE_SIZE = 2_000_000  # characters of all these texts together
REFUSED_SIZE = 50_000_000  # characters of an account's statements that were refused for lost rights
EXPORTS_UNFINISHED = 5  # files of an account that are still to be made
EXPORTS_KEPT = 20  # files of an account that were made, for a day; the oldest is forgotten for a new one
ROSTERS = 10  # lists of a coordinator that wait to be confirmed; the oldest is forgotten for a new one
ROSTER_DAYS = 7  # until a list is forgotten
DEVICES = 20  # of an account; the one that was silent longest is forgotten for a new one

# A request, before a thread is taken for it (`front/`).
HEADER_S = 15  # for all headers of a request, and the longest that a connection idles between two
BODY_S = 25  # for a body: no less than what a phone waits for its answer
BODY_RATE = 16 * KIB  # bytes a second: a body that comes at this pace may go on beyond BODY_S
SILENCE_S = 15  # without a single byte
BODIES = 256  # unfinished at once in one process; then the one that has taken longest is ended
BODIES_BYTES = 64 * MIB  # of all bodies that one process holds
FORM_BYTES = 1_000_000  # a form
SYNC_BYTES = 512 * KIB  # a sync, as it is sent
UNPACKED_BYTES = 8 * MIB  # a sync, unpacked: a hundred statements of the largest size are 6.4 MB
COPY_BYTES = 10 * MIB  # a saved copy that is brought back
ROSTER_BODY = (
    2 * MIB
)  # a list of names with the form around it; one that is too large is told so beside its field
ROSTER_BYTES = 1 * MIB  # the list itself
ROSTER_UNPACKED = 16 * MIB  # a workbook, unpacked
ROSTER_LINES = 2_000  # names on a list
LOGO_BODY = (
    2 * MIB
)  # a school's logo with the form around it; one that is too large is told so beside its field
LOGO_BYTES = 1 * MIB  # the file itself
LOGO_PIXELS = 16_000_000  # of what is given: a photograph of a large phone's camera has twelve million
LOGO_KEPT = 200 * KIB  # of what is drawn of it
DROPPED_BYTES = (
    12 * MIB
)  # of a body that is too large: so much is let come, and dropped, before it is answered
CONNECTIONS = 4096  # open at once in one process, as far as the system gives it handles
OTHER_HANDLES = 256  # that a process needs besides: files, database
