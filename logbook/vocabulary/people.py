"""The words for people: roles, professions, and the names of the tabs they see."""

ROLES = {"trainee": "Trainee", "supervisor": "Supervisor", "coordinator": "Coordinator"}
# Of a provider, not of a programme: nobody is invited to it from a programme.
PROVIDER_ROLES = {"administrator": "Administrator"}
PROFESSIONS = {
    "physician": "Physician",
    "nurse_practitioner": "Nurse practitioner",
    "physician_assistant": "Physician assistant",
    "registered_nurse": "Registered nurse",
    "dentist": "Dentist",
}
# What somebody trained or worked in before; several may hold. What a rule asks of a background is one of these words.
SPECIALTIES = {
    "aesthetic_medicine": "Aesthetic medicine",
    "anaesthesia": "Anaesthesia",
    "dermatology": "Dermatology",
    "emergency_medicine": "Emergency medicine",
    "facial_plastic_surgery": "Facial plastic surgery",
    "general_dentistry": "General dentistry",
    "general_practice": "General or family practice",
    "general_surgery": "General surgery",
    "intensive_care": "Intensive care",
    "internal_medicine": "Internal medicine",
    "neurology": "Neurology",
    "obstetrics": "Obstetrics and gynaecology",
    "ophthalmology": "Ophthalmology or oculoplastic surgery",
    "oral_surgery": "Oral and maxillofacial surgery",
    "orthodontics": "Orthodontics",
    "otolaryngology": "Otolaryngology (ENT)",
    "paediatrics": "Paediatrics",
    "plastic_surgery": "Plastic surgery",
    "prosthodontics": "Prosthodontics",
    "psychiatry": "Psychiatry or mental health",
    "theatre": "Operating theatre",
    "other": "Another",
}
# How a coordinator made sure that a signer is who they say.
CONFIRMATIONS = {
    "register": "Looked up in the public register",
    "seen": "Saw the certificate or card",
    "known": "Known from work here",
}
# The places of each role, in order; a person with several roles gets the union, and everybody gets Me.
TABS = {
    "trainee": [
        {"id": "entries", "label": "Logbook", "href": "/entries", "icon": "book"},
        {"id": "progress", "label": "Progress", "href": "/progress", "icon": "ring"},
        {"id": "todo", "label": "To do", "href": "/todo", "icon": "todo"},
    ],
    "supervisor": [
        {"id": "signoffs", "label": "To sign", "href": "/signoffs", "icon": "pen"},
        {"id": "signed", "label": "Signed", "href": "/signoffs/signed", "icon": "signed"},
        {"id": "trainees", "label": "Trainees", "href": "/trainees", "icon": "users"},
    ],
    "coordinator": [
        {"id": "office", "label": "Today", "href": "/office", "icon": "todo"},
        {"id": "cohort", "label": "Cohort", "href": "/cohort", "icon": "table"},
        {"id": "programme", "label": "Programme", "href": "/programme", "icon": "shield"},
        {"id": "people", "label": "People", "href": "/people", "icon": "users"},
    ],
    "administrator": [{"id": "provider", "label": "School", "href": "/provider", "icon": "school"}],
    # Whoever trained here reads and exports their own for ever; who supervised is told what became of their signatures.
    "supervised": [{"id": "signed", "label": "Signed", "href": "/signoffs/signed", "icon": "signed"}],
    "trained": [
        {"id": "entries", "label": "Logbook", "href": "/entries", "icon": "book"},
        {"id": "progress", "label": "Progress", "href": "/progress", "icon": "ring"},
    ],
    # Of whoever has cases, or had: what happened to them since they last looked.
    "told": [{"id": "notices", "label": "Notices", "href": "/notices", "icon": "bell"}],
    "everybody": [{"id": "me", "label": "Me", "href": "/me", "icon": "user"}],
}
# Who stands behind a requirement set: an examiner must never take ours for a regulator's.
AUTHORITIES = {"official": "Official", "provider": "The provider’s own", "ours": "Ours, without authority"}
# Why somebody's training was paused or made longer: a code for lists and files. What else is to be said of it is a note
# of the office.
ARRANGED_FOR = {
    "illness": "Illness",
    "family": "Parental or family leave",
    "work": "Work",
    "places": "Too few models or places",
    "provider": "The provider’s own reasons",
    "other": "Another reason",
}
# In what an extension is measured.
SPANS = {"days": "days", "weeks": "weeks", "months": "months"}
# What a school looked at to know who somebody is. No number of it is kept.
DOCUMENTS_SEEN = {
    "passport": "Passport",
    "identity_card": "Identity card",
    "driving_licence": "Driving licence",
    "residence_permit": "Residence permit",
    "professional_card": "Card of their professional register",
    "other": "Another document with a photograph",
}
# What a licence is said to be: under the first two its holder may practise.
LICENCE_STATUSES = {
    "active": "Registered, and may practise",
    "conditions": "Registered with conditions",
    "suspended": "Suspended",
    "not_practising": "Registered without leave to practise",
    "ended": "Ended, lapsed or removed",
}
# What is said of a signature or a case of such a day, and of a licence that is so today; of one that is valid nothing.
LICENCE_MARKS = {
    "conditions": "with conditions (see register)",
    "suspended": "licence suspended on that day",
    "not_practising": "licence without leave to practise on that day",
    "ended": "licence had ended by that day",
    "not_begun": "licence not valid yet on that day",
}
LICENCE_NOW = {
    "conditions": "with conditions (see register)",
    "suspended": "is suspended",
    "not_practising": "is without leave to practise",
    "ended": "has ended",
    "not_begun": "is not valid yet",
}
LICENCE_TYPES = {
    "full": "Full or general",
    "specialist": "Specialist",
    "provisional": "Provisional",
    "limited": "Limited",
    "single_state": "Of one state alone",
    "multistate": "Multistate",
    "permit": "Permit for these treatments",
    "other": "Another type",
}
# How somebody looked a licence up.
LICENCE_LOOKS = {
    "online": "On the register’s own page",
    "asked": "By asking the register",
    "certificate": "On a certificate shown to me",
    "file": "In a file that the register published",
}
# What somebody who looks is asked, as the register of the United Kingdom tells employers; see reference/sources.toml.
LICENCE_QUESTIONS = {
    "registered": "Are they registered?",
    "licensed": "May they practise?",
    "type_fits": "Does the type fit what they do here?",
    "restricted": "Are there conditions, warnings or restrictions?",
    "number_matches": "Is the number the same?",
    "is_them": "Is it this person?",
}
LICENCE_ANSWERS = {"yes": "Yes", "no": "No", "unsure": "Cannot tell"}
