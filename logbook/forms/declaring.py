"""The form of an attestation as phones ask it: which module, when, how long."""

from logbook.forms.fields import Field, Section

ATTESTATION = [
    Section(
        "attested",
        "What was done",
        [
            Field("on", "Done on", "date", when="always"),
            Field("minutes", "Minutes", "number", hint="Where they are known"),
            Field("credits_tenths", "Credits claimed", "decimal", digits=1, hint="Where there are any"),
            Field("score", "Score in per cent", "number", hint="Where there was a test"),
        ],
    )
]
