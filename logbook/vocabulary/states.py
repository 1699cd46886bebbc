"""The states of a case on screen, with their words, icon and tone, and the reasons why one was refused."""

STATES = {
    "draft": {"label": "Draft", "icon": "pen", "tone": "idle"},
    "local": {"label": "On this phone", "icon": "phone", "tone": "local"},
    "sent": {"label": "Sent", "icon": "sent", "tone": "sent"},
    "signed": {"label": "Signed", "icon": "signed", "tone": "signed"},
    "returned": {"label": "Changes asked", "icon": "return", "tone": "alert"},
    "parked": {"label": "Not accepted", "icon": "warn", "tone": "alert"},
    "new_version": {"label": "New version, not signed", "icon": "warn", "tone": "alert"},
    "withdrawn": {"label": "Withdrawn", "icon": "bin", "tone": "idle"},
}
# What stands where a case has no supervisor yet: in its form, on its pages and in exports.
NOT_NAMED = "Not named yet"
# Why the server did not take a statement: said beside the case, on "To do" and on "Me".
REFUSALS = {
    "field_invalid": "Some answers need changing.",
    "clock_ahead": "The clock of this device is ahead, so this is dated in the future. Nothing is lost.",
    "not_canonical": "This copy was damaged on the phone. Open it, check it and save it again.",
    "unknown_type": "The server does not know this kind of record. Update the app, then try again.",
    "unknown_version": "This was made by a version of the app the server does not know yet. It is kept until it does.",
    "unknown_signature": "The server cannot check this signature yet. It is kept; update the app, then try again.",
    "needs_update": "This case holds answers that this version of the app does not know. Update the app, then open "
    "your change and save it again.",
    "too_large": "This case is too long to send. Shorten the longest text.",
    "no_access": "You no longer have access to this programme. Ask your coordinator; the record is kept.",
    "role_ended": "It came after your role had ended. It is kept, and your coordinator decides whether it counts.",
    "own_entry": "You cannot sign your own case.",
    "case_full": "This case holds as many versions as one can. What is there stays; log what is new as a new case.",
    "locked": "This case is signed and locked.",
    "unnamed": "No supervisor is named in it yet. It can be answered once its trainee has named who supervised.",
    "signed_otherwise": "You signed this case before, with another answer. That one stands; "
    "to give this one, take the other back first.",
    "needs_signature": "A signature needs your password and a connection.",
    "signer_mismatch": "Your registered details have changed since. Open the case and answer again.",
    "unknown_entry": "The server does not know the case this belongs to.",
    "base_unknown": "The server does not know the version this was based on. Open it and save it again.",
    "id_reused": "Another record already uses this number. Open it and save it again as a new case.",
    "blocked": "An earlier change to this case was not accepted. Mend that one first.",
    "both_changed": "You changed this on another device too. Both versions are kept.",
    "signed_meanwhile": "It was signed before this change arrived. The signed version stands; your change is kept.",
    "changed_before_signature": "The trainee changed the case before your answer arrived. Look at it again.",
    "gone": "It was withdrawn before this change arrived. Your change is kept.",
    "damaged": "This record was damaged on this phone and was not sent. "
    "Save a copy of what is left, and log the case again.",
    "server_fault": "The server failed each time this was sent. "
    "It is kept here and tried again by itself. You can also send it now.",
    "held_otherwise": "It waits for somebody else by now. Look at it again.",
    "unknown_member": "The server does not know whom this is about.",
    "unknown_module": "The server does not know this module in this version. Open it and choose again.",
    "set_aside_before": "You set this case aside before. It counts for no rule already.",
    "rebase": "The case changed on another device. Your change is kept and will be joined to it.",
}
# What can be done about it, where it is not simply to open the form again ("fix"). `choose`: put it beside the version
# that counts; `anew`: log it as a new case; `look`: answer the case again; `first`: mend what it builds on; `again`:
# send it once more as it is; `none`: there is nothing to mend.
REFUSAL_WAYS = {
    "both_changed": "choose",
    "signed_meanwhile": "choose",
    "gone": "anew",
    "changed_before_signature": "look",
    "held_otherwise": "look",
    "needs_signature": "look",
    "signer_mismatch": "look",
    "blocked": "first",
    "unknown_type": "again",
    "unknown_version": "again",
    "unknown_signature": "again",
    "unknown_entry": "again",
    "no_access": "again",
    "server_fault": "again",
    "role_ended": "none",
    "own_entry": "none",
    "case_full": "anew",
    "locked": "none",
    "set_aside_before": "none",
    "unknown_member": "again",
    "unnamed": "look",
    "signed_otherwise": "none",
}
# A case waits for too long after so many days: most ratings then no longer tell items apart. The one meaning of "late",
# for trainee, supervisor, coordinator and examiner alike.
LATE_DAYS = 14
# Whoever treated may remind their supervisor of a case that has waited for so many days, and again after so many: see
# reference/chasing.toml.
NUDGE_DAYS = 3
NUDGE_AGAIN_DAYS = 7
# An effect is judged after two weeks, unless the case names a day of its own.
REVIEW_DAYS = 14
FILTERS = {
    "all": "All",
    "waiting": "To be signed",
    "signed": "Signed",
    "attention": "Needs you",
    "phone": "On this phone",
}
# What else the list can be narrowed to.
ONLY = {"complication": "With a complication", "review": "Review due"}
# What happened to a case, as its trainee or its supervisor is told; {who} is a name, or a day.
NEWS = {
    "signed": {"label": "Signed by {who}", "icon": "signed", "tone": "signed"},
    "returned": {"label": "{who} asked for changes", "icon": "return", "tone": "alert"},
    "taken_back": {"label": "{who} took their answer back", "icon": "undo", "tone": "alert"},
    "aside": {"label": "{who} set it aside: it counts for no rule", "icon": "x", "tone": "alert"},
    "counts_again": {"label": "{who} set it aside no longer", "icon": "undo", "tone": "idle"},
    "handed": {"label": "It waits for {who} now", "icon": "user", "tone": "idle"},
    "came": {"label": "{who} sent you a case", "icon": "pen", "tone": "sent"},
    "changed": {"label": "{who} sent a changed case", "icon": "pen", "tone": "sent"},
    "handed_to_you": {"label": "A case of {who} was handed to you", "icon": "user", "tone": "sent"},
    "review": {"label": "Review due on {who}", "icon": "clock", "tone": "local"},
}
# Which states each filter shows; "all" shows every state.
FILTER_STATES = {
    "waiting": ["sent", "new_version"],
    "signed": ["signed"],
    "attention": ["returned", "parked", "new_version"],
    "phone": ["local", "parked"],
}
