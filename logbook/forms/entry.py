"""The form of a case: which answers, in which order, with which words. Rules come from the schema, not from here.

To add a field to an entry: the schema, this list, and (if it shows) the page of the case.
"""

from logbook.forms.fields import Field, Rows, Section
from logbook.forms.rows import AGAIN, CORRECTIONS, EVENTS

SECTIONS = [
    # Drawn only where a supervisor asked for changes.
    Section("answer", "Your answer", [Field("answer", "Answer to what was asked", "text")]),
    Section(
        "model",
        "New for this model",
        [
            Field("model.age_band", "Age", "radio", when="always"),
            Field("model.skin_type", "Skin type (Fitzpatrick)", "radio", when="always"),
            Field("events.any", "Any complication so far?", "events", when="always"),
            Field(
                "assessment.consent",
                "Consent and history checked",
                "agree",
                when="treated",
                also=["assessment.history_reviewed"],
            ),
        ],
    ),
    Section(
        "complications",
        "Complications",
        [EVENTS],
        more="Only if you saw one",
    ),
    Section(
        "seen",
        "Seen before?",
        [
            Field(
                "model.code",
                "Model’s code",
                "model_code",
                when="always",
                hint="Never a name or a record number",
            )
        ],
    ),
    Section(
        "part",
        "Your part",
        [
            Field("part", "Your part", "part", when="always", carry=True),
            Field("setting", "Setting", "radio", when="always", carry=True, start="live_model"),
        ],
    ),
    Section(
        "areas", "Areas", [Field("areas", "Areas", "checks", when="watched", carry=True)], when="watched"
    ),
    Section(
        "points",
        "Injection points",
        [
            Rows(
                "points",
                "Point",
                [
                    Field("area", "Area", "select"),
                    Field("side", "Side", "select"),
                    Field("units_tenths", "Units", "decimal", digits=1),
                    Field("depth", "Depth", "select"),
                ],
                typed=["area", "side", "units_tenths"],
                when="injected",
                carry=True,
            )
        ],
        when="injected",
    ),
    Section(
        "product",
        "Product",
        [
            Field("product.code", "Product", "select", when="handled", carry=True),
            Field(
                "product.batch",
                "Batch number",
                "line",
                when="handled",
                carry=True,
                said="batch",
                hint="On the vial, for example C4829C3",
            ),
            Field(
                "product.expires_on",
                "Expiry date",
                "expiry",
                carry=True,
                hint="As printed. A month lasts to its last day",
                also=["product.expires_as"],
            ),
            Field("product.vial_units", "Units in the vial", "whole", carry=True),
            Field("product.diluent_hundredths_ml", "Diluent, mL", "decimal", digits=2, carry=True),
            Field("product.reconstituted_at", "Made up at", "minute"),
        ],
        when="handled",
    ),
    Section(
        "supervisor",
        "Supervisor",
        [
            Field("supervisor", "Supervisor", "supervisor", when="always", carry=True),
            Field("programme", "Programme", "programme", when="always", carry=True),
            Field("prescriber", "Prescriber", "line", carry=True, said="prescriber"),
        ],
    ),
    Section(
        "when",
        "When and where",
        [
            Field("performed_on", "Date", "date", when="always", start="today"),
            Field("performed_at", "Time", "time", when="always", start="now"),
            Field("place", "Place", "line", carry=True),
        ],
    ),
    Section(
        "details",
        "About the model",
        [
            Field("model.sex", "Sex", "radio"),
            Field("model.first_treatment", "First treatment with a toxin?", "maybe"),
            Field("model.days_since_last", "Days since the last treatment", "whole"),
            Field("model.anatomy", "Anatomy", "checks"),
            Field("model.goals", "Goals", "checks"),
            Field("assessment.contraindications", "Contraindications or cautions found", "checks"),
            Field("assessment.photo_consent", "Consent to photographs", "check"),
            Rows(
                "assessment.severity",
                "Lines before treatment",
                [
                    Field("area", "Area", "select"),
                    Field("rest", "At rest", "select"),
                    Field("dynamic", "In movement", "select"),
                ],
                typed=["area", "rest", "dynamic"],
            ),
        ],
        more="More about the model",
    ),
    Section(
        "after",
        "Aftercare",
        [
            Field("needle", "Needle", "select", carry=True),
            Field("aftercare.advice", "Aftercare advice given", "check", carry=True),
            Field("aftercare.written", "Written information given", "check", carry=True),
            Field("aftercare.review_due_on", "Review due on", "date"),
        ],
        more="Needle, advice and review",
    ),
    Section(
        "learning",
        "Learning",
        [
            Field("scenario", "Scenario discussed", "text"),
            AGAIN,
            CORRECTIONS,
            Field("self_rating", "How much help did you need?", "rating"),
            Field("reflection", "What will you do differently?", "text"),
        ],
        more="Corrections, own rating, reflection",
    ),
]
