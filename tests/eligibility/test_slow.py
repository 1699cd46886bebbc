"""The slow judge says what was computed by hand: it judges the fast one, so it is judged first."""

from tests.eligibility import slow


def a_set(*rules, **words):
    rules = [{"label": "A rule", **({} if "any" in rule else {"of": "cases"}), **rule} for rule in rules]
    head = {
        "grammar": 2,
        "version": 1,
        "title": "t",
        "authority": "ours",
        "source": "s",
        "as_of": "2026-11-28",
    }
    return {**head, "confidence": "read", "gates": [{"id": "gate", "rules": rules}], **words}


def cases(*days, **words):
    return [{"id": f"c{place}", "on": day, "state": "counts", **words} for place, day in enumerate(days)]


def judged(rules, facts, on="2026-11-28", **words):
    answer = slow.judge(a_set(*rules, **words), facts, on)
    return answer["gates"][0]["rules"]


def numbers(rule):
    return rule["state"], rule["counted"], rule["waiting"], rule["excess"], rule["missing"]


def test_a_window_tells_since_when_and_until_when_a_rule_is_met():
    rule = {"id": "recent", "min": 3, "within": {"months": 6}}
    facts = {"cases": cases("2026-01-10", "2026-02-20", "2026-03-05", "2026-03-30")}
    [now] = judged([rule], facts, "2026-04-01")
    assert (now["counted"], now["met_on"], now["holds_until"]) == (4, "2026-03-05", "2026-08-20")
    [later] = judged([rule], facts, "2026-08-21")
    assert (*numbers(later), later["ended_on"]) == ("ended", 2, 0, 2, 1, "2026-08-20")
    assert later["left_out"] == {"too_old": ["c0", "c1"]}


def test_months_that_have_no_such_day_reach_back_to_their_last():
    rule = {"id": "recent", "min": 1, "within": {"months": 6}}
    assert judged([rule], {"cases": cases("2026-08-31")}, "2027-01-31")[0]["holds_until"] == "2027-02-28"
    rule["within"] = {"months": 24}
    assert judged([rule], {"cases": cases("2024-02-29")}, "2025-01-31")[0]["holds_until"] == "2026-02-28"


def test_a_pause_moves_a_window_that_stretches_and_no_other():
    facts = {"cases": cases("2026-03-01"), "pauses": [{"from": "2026-03-15", "until": "2026-04-14"}]}
    for stretches, until in ((False, "2026-03-31"), (True, "2026-05-01")):
        rule = {"id": "recent", "min": 1, "within": {"days": 30, "stretches": stretches}}
        assert judged([rule], facts, "2026-03-02")[0]["holds_until"] == until


def test_a_deadline_moves_on_by_the_days_of_pauses():
    gate = {"id": "gate", "rules": [], "deadline": {"months": 24, "since": "enrolled", "stretches": True}}
    facts = {"days": {"enrolled": "2025-01-31"}, "pauses": [{"from": "2026-03-01", "until": "2026-06-30"}]}
    answer = slow.judge(a_set(gates=[gate]), facts, "2026-11-28")
    assert answer["gates"][0]["deadline"] == "2027-06-02"


def test_an_exclusive_case_goes_where_the_most_claims_are_kept():
    upper = {"id": "upper", "min": 1, "exclusive": "face", "where": {"areas": ["glabella", "forehead"]}}
    glabella = {"id": "glabella", "min": 1, "exclusive": "face", "where": {"areas": ["glabella"]}}
    facts = {"cases": cases("2026-01-01", areas=["glabella"])}
    facts["cases"].append({"id": "c9", "on": "2026-01-02", "state": "counts", "areas": ["forehead"]})
    first, second = judged([upper, glabella], facts)
    assert (first["counted_ids"], second["counted_ids"]) == (["c9"], ["c0"])
    facts = {"cases": cases("2026-01-01", "2026-01-02", "2026-01-03", areas=["glabella"])}
    first, second = judged([upper | {"min": 2}, glabella | {"min": 2}], facts)
    assert (first["counted"], second["counted"], second["missing"]) == (2, 1, 1)


def test_limits_caps_and_shares_leave_out_in_order():
    live = cases(*["2026-01-01"] * 17, setting="live_model")
    simulated = [row | {"id": f"s{row['id']}", "setting": "simulation"} for row in cases(*["2026-01-02"] * 5)]
    limit = [{"where": {"setting": ["simulation"]}, "count": 2}]
    [rule] = judged([{"id": "all", "min": 20, "at_most": limit}], {"cases": live + simulated})
    assert numbers(rule) == ("open", 19, 0, 3, 1)
    thrice = cases("2026-01-01", "2026-01-02", "2026-01-03", areas=["glabella"], model="m")
    [rule] = judged([{"id": "two", "min": 3, "caps": {"model_area": 2}}], {"cases": thrice})
    assert (rule["counted"], rule["left_out"]) == (2, {"over_cap": ["c2"]})
    two = [
        {**row, "signer": "s1" if place else "s2"} for place, row in enumerate(cases(*["2026-01-01"] * 10))
    ]
    [rule] = judged(
        [{"id": "some", "min": 2, "count": "distinct:signer", "max_share": {"signer": 80}}], {"cases": two}
    )
    assert (rule["state"], rule["counted"], rule["missing"], rule["too_much"]) == ("open", 2, 0, ["s1"])


def test_an_amended_case_counts_as_it_was_signed_until_the_new_version_is():
    facts = {"cases": cases("2026-01-01", areas=["glabella"])}
    facts["cases"].append({**facts["cases"][0], "state": "waits", "areas": ["glabella", "forehead"]})
    rules = [{"id": area, "min": 1, "where": {"areas": [area]}} for area in ("glabella", "forehead")]
    old, new = judged(rules, facts)
    assert (numbers(old), numbers(new)) == (("met", 1, 0, 0, 0), ("waiting", 0, 1, 0, 1))


def test_what_is_done_before_a_prerequisite_does_not_count():
    facts = {"cases": cases("2026-02-20", "2026-03-01", "2026-03-02")}
    facts["documents"] = [{"id": "d1", "on": "2026-03-01", "state": "counts"}]
    first = {"id": "level", "of": "documents", "min": 1}
    _, rule = judged([first, {"id": "then", "min": 1, "after": "level"}], facts)
    assert (rule["counted"], rule["left_out"]) == (2, {"before_prerequisite": ["c0"]})


def test_hours_count_by_the_whole_days_inside():
    hours = [{"id": "h1", "on": "2026-11-01", "until": "2026-11-30", "state": "counts", "tenths": 1200}]
    rule = {"id": "hours", "of": "hours", "count": "sum:tenths", "min": 500, "within": {"days": 14}}
    assert judged([rule], {"hours": hours}, "2026-11-30")[0]["counted"] == 600


def test_of_two_ways_the_nearest_that_is_still_possible_is_named():
    years = [("2025-06-01", 12), ("2024-06-01", 9), ("2026-06-01", 30)]
    prior = [
        {"id": f"p{day}{place:02}", "on": day, "state": "counts"}
        for day, many in years
        for place in range(many)
    ]
    each = {"id": "each_year", "of": "prior_cases", "min": 10, "per": {"years": 1, "times": 3}}
    hundred = {"id": "hundred", "of": "prior_cases", "min": 100, "within": {"months": 36}}
    [rule] = judged([{"id": "either", "any": [each, hundred]}], {"prior_cases": prior})
    assert [part["state"] for part in rule["parts"]] == ["impossible", "open"]
    assert (rule["nearest"], rule["parts"][1]["missing"], rule["parts"][0]["missing"]) == ("hundred", 49, 1)


def test_reviews_still_to_come_are_not_asked_yet():
    rule = {"id": "reviews", "count": "share", "min": 80, "that": {"reviewed": True}}
    seven = cases(*["2026-06-01"] * 7, reviewed=True)
    seven[5]["reviewed"] = seven[6]["reviewed"] = False
    assert numbers(judged([rule], {"cases": seven})[0]) == ("open", 5, 0, 0, 1)
    seven[6]["review_on"] = "2026-11-29"
    assert numbers(judged([rule], {"cases": seven})[0]) == ("met", 5, 0, 0, 0)
    assert judged([rule], {"cases": []})[0]["required"] == 1


def test_exceptions_follow_renames_or_are_homeless():
    told = {"kind": "waive", "on": "2026-01-01", "reason": "r", "by": "p"}
    facts = {"exceptions": [{**told, "rule": "old"}, {**told, "rule": "gone"}]}
    answer = slow.judge(a_set({"id": "new", "min": 1}, renames={"old": "new"}), facts, "2026-11-28")
    assert answer["gates"][0]["rules"][0]["state"] == "waived"
    assert [found["rule"] for found in answer["homeless"]] == ["gone"]


def test_what_was_taken_back_stands_in_the_history():
    facts = {"cases": [*cases("2026-01-01"), {"id": "t", "on": "2026-01-02", "state": "withdrawn"}]}
    facts["cases"][1]["taken_back_on"] = "2026-02-01"
    [rule] = judged([{"id": "two", "min": 2}], facts)
    assert (rule["state"], rule["counted"]) == ("open", 1)
    [then] = rule["history"]
    assert (then["day"], then["state"], then["counted"]) == ("2026-01-31", "met", 2)


def test_a_day_still_to_come_is_told_before_it_comes():
    rule = {"id": "recent", "min": 1, "within": {"months": 24, "back_from": "sitting"}}
    facts = {"cases": cases("2025-01-15"), "days": {"sitting": "2027-01-20"}}
    [told] = judged([rule], facts)
    assert (told["state"], told["holds_until"], told["then"]["day"]) == ("met", "2027-01-15", "2027-01-20")
    assert (told["then"]["state"], told["then"]["missing"]) == ("ended", 1)


def test_to_go_counts_distinct_models_too():
    twenty = [{**row, "model": f"m{place % 8}"} for place, row in enumerate(cases(*["2026-01-01"] * 20))]
    rules = [{"id": "all", "min": 20}, {"id": "models", "min": 10, "count": "distinct:model"}]
    assert slow.judge(a_set(*rules), {"cases": twenty}, "2026-11-28")["to_go"] == 2
