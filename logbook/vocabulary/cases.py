"""The words a case is told in: parts, areas, products, complications and the rest."""

PARTS = {
    "observed": "Observed",
    "assisted": "Assisted",
    "supervised_direct": "Did it, supervisor in the room",
    "supervised_indirect": "Did it, supervisor on site",
    "independent": "Did it alone",
}
# One line each, shown where the part is chosen: only 20 % of surgeons find a bare code easy to pick.
# Source: the scale proposed in our clinical reference, mapped to ten Cate's levels 1 to 5.
PART_DEFINITIONS = {
    "observed": "You watched; you did not touch the model.",
    "assisted": "You prepared, marked or drew up; you did not inject.",
    "supervised_direct": "You injected; the supervisor was in the room throughout.",
    "supervised_indirect": "You injected; the supervisor was on site and checked before and after.",
    "independent": "You injected without a supervisor on site. Never counts as supervised.",
}
# What a vial prints as its expiry.
EXPIRIES = {"month": "Month and year", "day": "Day, month, year"}
SETTINGS = {"live_model": "Live model", "simulation": "Simulation"}
AREAS = {
    "glabella": "Glabella",
    "forehead": "Forehead",
    "crows_feet": "Crow’s feet",
    "brow_lift": "Brow lift",
    "bunny_lines": "Bunny lines",
    "gummy_smile": "Gummy smile",
    "lip_flip": "Lip flip",
    "dao": "Mouth corners",
    "chin": "Chin",
    "masseter": "Masseter",
    "platysma": "Platysma",
}
# The muscle treated in an area, standard anatomical names; the first is the one a new point starts with.
MUSCLES = {
    "frontalis": "Frontalis",
    "procerus": "Procerus",
    "corrugator": "Corrugator supercilii",
    "orbicularis_oculi": "Orbicularis oculi",
    "nasalis": "Nasalis",
    "llsan": "Levator labii superioris alaeque nasi",
    "orbicularis_oris": "Orbicularis oris",
    "depressor_anguli_oris": "Depressor anguli oris",
    "mentalis": "Mentalis",
    "masseter": "Masseter",
    "platysma": "Platysma",
}
AREA_MUSCLES = {
    "glabella": ["corrugator", "procerus"],
    "forehead": ["frontalis"],
    "crows_feet": ["orbicularis_oculi"],
    "brow_lift": ["orbicularis_oculi"],
    "bunny_lines": ["nasalis"],
    "gummy_smile": ["llsan"],
    "lip_flip": ["orbicularis_oris"],
    "dao": ["depressor_anguli_oris"],
    "chin": ["mentalis"],
    "masseter": ["masseter"],
    "platysma": ["platysma"],
}
SIDES = {"right": "Model’s right", "left": "Model’s left", "mid": "Midline"}
VIEWS = {"front": "Front", "right": "Right side", "left": "Left side"}
DEPTHS = {
    "intramuscular": "Intramuscular",
    "subcutaneous": "Subcutaneous",
    "intradermal": "Intradermal",
    "supraperiosteal": "Supraperiosteal",
}
AGE_BANDS = {
    "18-29": "18–29",
    "30-39": "30–39",
    "40-49": "40–49",
    "50-59": "50–59",
    "60-69": "60–69",
    "70+": "70+",
}
SEXES = {"female": "Female", "male": "Male", "other": "Other"}
SKIN_TYPES = {"I": "I", "II": "II", "III": "III", "IV": "IV", "V": "V", "VI": "VI"}
ANATOMY = {
    "brow_asymmetry": "Brow asymmetry",
    "smile_asymmetry": "Smile asymmetry",
    "heavy_lids": "Heavy lids",
    "low_brow": "Low brow",
    "high_forehead": "High forehead",
    "strong_frontalis": "Strong frontalis",
    "thick_skin": "Thick sebaceous skin",
    "prior_surgery": "Prior facial surgery",
}
GOALS = {
    "soften_lines": "Soften lines",
    "prevent_lines": "Prevent lines",
    "symmetry": "More symmetry",
    "lift_brow": "Lift the brow",
    "slim_jaw": "Slim the jaw",
    "relieve_clenching": "Relieve clenching",
    "neck_bands": "Soften neck bands",
}
CONTRAINDICATIONS = {
    "hypersensitivity": "Hypersensitivity to a toxin or excipient",
    "infection": "Infection or inflammation at the site",
    "milk_allergy": "Cow’s milk protein allergy",
    "neuromuscular": "Neuromuscular disorder",
    "pregnancy": "Pregnancy",
    "breastfeeding": "Breast-feeding",
    "dysphagia": "Dysphagia or breathing difficulty",
    "interacting_medicine": "Medicine affecting neuromuscular transmission",
    "anticoagulant": "Bleeding disorder or anticoagulant",
    "body_dysmorphic": "Body dysmorphic disorder suspected",
}
PRODUCTS = {
    "botox": "Botox (onabotulinumtoxinA)",
    "dysport": "Dysport (abobotulinumtoxinA)",
    "azzalure": "Azzalure (abobotulinumtoxinA)",
    "alluzience": "Alluzience (abobotulinumtoxinA)",
    "xeomin": "Xeomin (incobotulinumtoxinA)",
    "bocouture": "Bocouture (incobotulinumtoxinA)",
    "jeuveau": "Jeuveau (prabotulinumtoxinA)",
    "daxxify": "Daxxify (daxibotulinumtoxinA)",
    "letybo": "Letybo (letibotulinumtoxinA)",
    "relfydess": "Relfydess (relabotulinumtoxinA)",
}
NEEDLES = {
    "30G": "30 G",
    "31G": "31 G",
    "32G": "32 G",
    "33G": "33 G",
    "34G": "34 G",
    "insulin": "Insulin syringe",
}
SEVERITY_GRADES = {"0": "None", "1": "Mild", "2": "Moderate", "3": "Severe", "4": "Very severe"}
EVENTS = {
    "bruising": "Bruising",
    "swelling": "Swelling",
    "erythema": "Redness",
    "pain": "Pain",
    "bleeding": "Bleeding",
    "headache": "Headache",
    "flu_like": "Flu-like symptoms",
    "eyelid_ptosis": "Eyelid ptosis",
    "brow_ptosis": "Brow ptosis",
    "spock_brow": "Lateral brow elevation (“Spock”)",
    "brow_asymmetry": "Brow asymmetry",
    "smile_asymmetry": "Smile asymmetry",
    "eyelid_oedema": "Eyelid oedema",
    "diplopia": "Diplopia",
    "blurred_vision": "Blurred vision",
    "dry_eye": "Dry eye",
    "lip_weakness": "Lip weakness, drooling or speech change",
    "chewing_weakness": "Chewing weakness",
    "dysphagia": "Dysphagia",
    "dysphonia": "Dysphonia",
    "neck_weakness": "Neck weakness",
    "breathing": "Breathing difficulty",
    "distant_spread": "Distant spread",
    "infection": "Infection",
    "allergy": "Allergy or anaphylaxis",
    "syncope": "Vasovagal syncope",
    "needle_stick": "Needle-stick",
    "no_effect": "No effect",
}
SEVERITIES = {"mild": "Mild", "moderate": "Moderate", "severe": "Severe"}
ACTIONS = {
    "none": "None needed",
    "advice": "Advice given",
    "review": "Early review arranged",
    "treated": "Treated on site",
    "referred": "Referred",
    "emergency": "Emergency care",
}
# Where side effects of medicines are reported: the regulators of the countries we know, and the makers.
REPORTED_TO = {
    "none": "Nobody yet",
    "yellow_card": "MHRA Yellow Card (UK)",
    "medwatch": "FDA MedWatch (US)",
    "manufacturer": "Manufacturer",
    "other": "Another authority",
}
RESULTS = {
    "as_planned": "As planned",
    "partial": "Partly as planned",
    "none": "No effect",
    "adverse": "Adverse",
    # An honest end to a review that cannot be made: it closes the case's reminder and counts as no review.
    "not_seen": "Did not come back",
}
ASYMMETRIES = {"none": "None", "slight": "Slight", "marked": "Marked"}
TOP_UPS = {"none": "None", "done": "Done", "planned": "Planned"}
