"""A set as somebody would write it by hand; the forms make the same."""

LIVE = {"part": ["supervised_direct"], "setting": ["live_model"]}
BY_HAND = {
    "grammar": 2,
    "key": "own-by-hand",
    "version": 1,
    "title": "North’s own",
    "authority": "provider",
    "source": "Decision of the school, May 2026",
    "as_of": "2026-05-04",
    "confidence": "read",
    "defaults": {"within": {"calendar_months": 18}, "caps": {"model_area": 3}},
    "limits": {"reconstituted_hours": 12},
    "cusum": {"acceptable_percent": 10, "unacceptable_percent": 30},
    "gates": [
        {
            "id": "licence",
            "label": "Licence",
            "rules": [
                {
                    "id": "a-licence",
                    "label": "A licence",
                    "of": "licences",
                    "min": 1,
                    "where": {"type": ["physician", "dentist"]},
                }
            ],
        },
        {
            "id": "hands_on",
            "label": "With models",
            "needs": ["licence"],
            "rules": [
                {
                    "id": "upper-face-live",
                    "label": "Upper face, live",
                    "of": "cases",
                    "min": 6,
                    "max": 8,
                    "where": {
                        "part": ["supervised_direct"],
                        "setting": ["live_model"],
                        "areas": ["glabella", "crows_feet"],
                        "product": ["botox"],
                        "skin_type": ["IV", "V"],
                    },
                },
                {
                    "id": "seen-again",
                    "label": "Seen again",
                    "of": "cases",
                    "count": "share",
                    "min": 75,
                    "that": {"reviewed": True},
                    "where": LIVE,
                    "within": {"days": 90},
                },
                {
                    "id": "signed-soon",
                    "label": "Signed soon",
                    "of": "cases",
                    "min": 5,
                    "that": {"signed_within": 7},
                },
                {
                    "id": "different-models",
                    "label": "Different models",
                    "of": "cases",
                    "count": "distinct:model",
                    "min": 4,
                    "where": LIVE,
                    "caps": {},
                    "within": {},
                },
                {
                    "id": "experience-or-a-course",
                    "label": "Experience or a course",
                    "any": [
                        {
                            "id": "before",
                            "label": "Before",
                            "of": "prior_cases",
                            "min": 100,
                            "where": {"areas": ["glabella"]},
                        },
                        {
                            "id": "a-course",
                            "label": "A course",
                            "of": "hours",
                            "count": "sum:tenths",
                            "min": 245,
                            "where": {"subject": ["toxin"]},
                            "within": {"since": "enrolled"},
                        },
                    ],
                },
            ],
        },
    ],
}
