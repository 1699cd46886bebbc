"""Every page in every state worth looking at: the list that the pictures, axe and the width checks all walk."""

from dataclasses import dataclass

from tests.browser.doings import (
    Doing,
    bring_a_copy,
    choose_a_file,
    expire,
    go_on,
    know_the_model,
    name_somebody,
    open_all,
    open_map,
    say_there_is_no_worker,
    submit,
    take_a_point_in_hand,
    tell_of_a_complication,
    turn_the_face,
)

ANA, BEN, CLEO, DAN = "ana@example.org", "ben@example.org", "cleo@example.org", "dan@example.org"


@dataclass(frozen=True)
class Scene:
    """One page in one state. `path` may hold {sent}, {signed}, … : the id of one of Ana's entries in that state."""

    name: str
    who: str | None
    path: str
    do: Doing | None = None
    status: int = 200


SCENES = [
    Scene("sign-in", None, "/sign-in"),
    Scene("sign-in-refused", None, "/sign-in", submit("form.card.form")),
    Scene("offline", None, "/offline"),
    Scene("reference", None, "/reference"),
    Scene("reference-open", None, "/reference", open_all),
    Scene("not-found", ANA, "/nowhere", status=404),
    Scene("join-expired", None, "/join/no-such-invitation", status=410),
    Scene("entries", ANA, "/entries"),
    Scene("entries-waiting", ANA, "/entries?show=waiting"),
    Scene("entries-signed", ANA, "/entries?show=signed"),
    Scene("entries-attention", ANA, "/entries?show=attention"),
    Scene("entries-search", ANA, "/entries?q=crow%27s+okafor"),
    Scene("entries-search-nothing", ANA, "/entries?q=zebra"),
    Scene("entries-narrowed", ANA, "/entries?area=forehead&only=review"),
    Scene("entries-nothing-on-phone", ANA, "/entries?show=phone"),
    Scene("entries-empty", CLEO, "/entries"),
    Scene("entry-new", ANA, "/entries/new"),
    Scene("entry-new-first", CLEO, "/entries/new"),
    Scene("entry-new-without-worker", ANA, "/entries/new", say_there_is_no_worker),
    Scene("entry-repeat", ANA, "/entries/new?from=last"),
    Scene("entry-map", ANA, "/entries/new?from=last", open_map),
    Scene("entry-map-chosen", ANA, "/entries/new?from=last", take_a_point_in_hand),
    Scene("entry-map-side", ANA, "/entries/new", turn_the_face),
    Scene("entry-new-step", CLEO, "/entries/new", go_on),
    Scene("entry-new-whole", CLEO, "/entries/new#all"),
    Scene("entry-observed", ANA, "/entries/new?from=last&part=observed"),
    Scene("entry-seen", ANA, "/entries/new?from=last", know_the_model),
    Scene("entry-problems", CLEO, "/entries/new", submit("#entry-form")),
    Scene("entry-cautions", ANA, "/entries/new?from=last", expire),
    Scene("entry-screened", ANA, "/entries/new", name_somebody),
    Scene("entry-sent", ANA, "/entries/{sent}"),
    Scene("entry-warned", ANA, "/entries/{warned}"),
    Scene("entry-returned", ANA, "/entries/{returned}"),
    Scene("entry-signed", ANA, "/entries/{signed}"),
    Scene("entry-withdrawn", ANA, "/entries/{withdrawn}"),
    Scene("entry-new-version", ANA, "/entries/{proposed}"),
    Scene("entry-edit", ANA, "/entries/{sent}/edit"),
    Scene("entry-edit-signed", ANA, "/entries/{signed}/edit"),
    Scene("entry-edit-locked", ANA, "/entries/{withdrawn}/edit"),
    Scene("entry-choice", ANA, "/entries/{proposed}/choice"),
    Scene("entry-choice-none", ANA, "/entries/{sent}/choice"),
    Scene("entry-versions", ANA, "/entries/{proposed}/versions"),
    Scene("entry-withdraw", ANA, "/entries/{sent}/withdrawal"),
    Scene("entry-review-due", ANA, "/entries/{due}"),
    Scene("entry-reviewed", ANA, "/entries/{reviewed}"),
    Scene("review", ANA, "/entries/{due}/review"),
    Scene("review-complication", ANA, "/entries/{due}/review", tell_of_a_complication),
    Scene("review-problems", ANA, "/entries/{due}/review", submit("#review")),
    Scene("review-not-asked", ANA, "/entries/{withdrawn}/review"),
    Scene("todo", ANA, "/todo"),
    Scene("todo-empty", CLEO, "/todo"),
    Scene("progress", ANA, "/progress"),
    Scene("progress-open", ANA, "/progress", open_all),
    Scene("progress-empty", CLEO, "/progress"),
    Scene("me", ANA, "/me"),
    Scene("sign-out", ANA, "/sign-out"),
    Scene("devices", ANA, "/me/devices"),
    Scene("copies", ANA, "/me/copies"),
    Scene("copies-refused", ANA, "/me/copies", choose_a_file(b"{}")),
    Scene("copy", ANA, "/me/copies", bring_a_copy),
    Scene("export", ANA, "/export"),
    Scene("signoffs", BEN, "/signoffs"),
    Scene("signoffs-signed", BEN, "/signoffs/signed"),
    Scene("sheet", BEN, "/entries/{sent}/signoff"),
    Scene("sheet-problems", BEN, "/entries/{sent}/signoff", submit("#sheet")),
    Scene("sheet-without-worker", BEN, "/entries/{sent}/signoff", say_there_is_no_worker),
    Scene("sheet-signed", BEN, "/entries/{signed}/signoff"),
    Scene("signoff-withdraw", BEN, "/signoffs/{signoff}/withdrawal"),
    Scene("entry-seen-by-supervisor", BEN, "/entries/{sent}"),
    Scene("trainees", BEN, "/trainees"),
    Scene("me-supervisor", BEN, "/me"),
    Scene("cohort", DAN, "/cohort"),
    Scene("people", DAN, "/people"),
    Scene("invite", DAN, "/people/invitations"),
    Scene("invite-problems", DAN, "/people/invitations", submit("form.card.form")),
    Scene("membership-ending", DAN, "/people/memberships/{membership}/ending"),
    Scene("devices-of-member", DAN, "/people/{silent}/devices"),
    Scene("copies-of-member", DAN, "/people/{silent}/copies"),
    Scene("recovery", DAN, "/people/{person}/recovery"),
    Scene("programme", DAN, "/programme"),
    Scene("export-coordinator", DAN, "/export"),
]
