"""The words of the pathway: its gates, the states of what is asked, and why something does not count."""

# The five gates in the order that nearly all follow; a set asks some of them, under its own labels.
GATES = {
    "licence": "Licence",
    "programme": "Programme",
    "hands_on": "Hands-on training",
    "examination": "Examination",
    "certificate": "Certificate",
}
# How far a rule is (docs/judging.md, State).
RULE_STATES = {
    "met": {"label": "Met", "icon": "signed", "tone": "signed"},
    "waiting": {"label": "Waiting for signatures", "icon": "sent", "tone": "sent"},
    "open": {"label": "To go", "icon": "ring", "tone": "idle"},
    "ended": {"label": "Ended", "icon": "clock", "tone": "alert"},
    "impossible": {"label": "Cannot be met any more", "icon": "warn", "tone": "alert"},
    "waived": {"label": "Waived", "icon": "shield", "tone": "idle"},
    "not_asked": {"label": "Not asked", "icon": "lock", "tone": "idle"},
}
# Why a case, or whatever else was done, does not count for a rule: one sentence for each reason of the law.
LEFT_OUT = {
    "withdrawn": "It was taken back.",
    "future": "Its day is still to come.",
    "set_aside": "It was set aside.",
    "other_part": "Another part in it is asked for.",
    "other_setting": "Another setting is asked for.",
    "other_areas": "Other areas are asked for.",
    "other_product": "Another product is asked for.",
    "other_skin_type": "Another skin type is asked for.",
    "other_origin": "It was done somewhere that is not asked for.",
    "other_signed_within": "It was not signed in time.",
    "other_result": "Another result is asked for.",
    "other_kind": "Another kind is asked for.",
    "other_subject": "Another subject is asked for.",
    "other_way": "Another way of teaching is asked for.",
    "other_module": "Another module is asked for.",
    "other_version": "Another version is asked for.",
    "other_body": "Another body is asked for.",
    "other_type": "Another type is asked for.",
    "other_region": "Another region is asked for.",
    "other_status": "Another status is asked for.",
    "other_role": "Another role in it is asked for.",
    "other_paper": "Another paper is asked for.",
    "other_station": "Another station is asked for.",
    "not_reviewed": "It was not reviewed as asked.",
    "not_discussed": "No complication or scenario is told in it.",
    "not_signer_licensed": "Whoever signed it was not known to be licensed on that day.",
    "not_on_time": "It was not on time.",
    "not_accredited": "It is not accredited.",
    "not_passed": "It was not passed.",
    "not_critical": "It does not fit what is asked of critical lines.",
    "too_old": "It is older than what still counts.",
    "too_late": "It is later than the time that is looked at.",
    "ended": "It has run out.",
    "before_prerequisite": "It was done before what has to come first.",
    "unsigned": "It waits for a signature that counts.",
    "over_cap": "This model has counted often enough for the area.",
    "over_limit": "Enough of this sort count already.",
    "over_maximum": "More than the most that counts.",
    "repeated": "The same was counted already: different ones are asked for.",
    "unknown": "It does not say what has to be different.",
    "lacks": "It counts among all, and lacks what is asked of them.",
    "unrated": "It has no rating.",
    "not_newest": "Only the newest are looked at, and it is older.",
    "claimed_elsewhere": "It counts for another requirement, and counts only once.",
}
# What is to be known of a number beside it.
REMARKS = {
    "as_the_file_says": "As the file says that was brought.",
    "over_twelve_hours": "More than twelve hours a day somewhere.",
}
# What an exception does to a rule.
EXCEPTION_KINDS = {
    "waive": "Waived",
    "number": "Another number is asked",
    "block": "Set aside",
    "count": "Counts nevertheless",
}
# Why somebody is judged by another version from a day on.
ENROLLED_FOR = {
    "new_version": "A new version was published",
    "programme": "Their programme asks another set",
    "asked": "They asked for it",
    "came_back": "They came back after a time away",
    "changed": "Their profession or their course changed",
    "mistake": "They were under the wrong one",
    "other": "Another reason",
}
# Why something else is asked of one person alone; what is private stands in a note.
EXCEPTION_REASONS = {
    "done_elsewhere": "Done or learned elsewhere",
    "shown_otherwise": "Shown in another way",
    "away": "Time away",
    "no_models": "No suitable models",
    "same_model": "The same model twice",
    "mistake": "A mistake in the record",
    "not_good_enough": "Not what is asked for, when looked at",
    "regulator": "The regulator or the board decided so",
    "other": "Another reason",
}
