"""The colours that the look relies on can be told apart in both themes: ratios of WCAG 2.2, read from the tokens."""

import re

import pytest

from logbook import shell

SOURCE = (shell.STATIC / "css" / "logbook.css").read_text()
TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\)", SOURCE))
THEMES = ("light", "dark")
STATES = ("idle", "local", "sent", "signed", "alert")
# Least ratio, colour in front, grounds it stands on. 7 for what is read, 4.5 for what is said beside it, 3 for shapes.
PAIRS = [
    (7, "ink", ("bg", "surface", "sunken", "accent-soft", "face-shade")),
    (7, "ink-2", ("surface", "bg")),
    (4.5, "ink-2", ("sunken", "accent-soft", "track")),
    (7, "accent", ("surface",)),
    (4.5, "accent", ("bg", "sunken", "accent-soft")),
    (7, "on-accent", ("accent",)),
    (7, "on-toast", ("toast",)),
    *((7, state, (f"{state}-soft",)) for state in STATES),
    *((4.5, state, ("surface", "bg")) for state in STATES),
    (3, "edge", ("surface", "bg", "sunken")),
    (3, "focus", ("surface", "bg", "accent-soft", "sunken")),
    (3, "bar-signed", ("surface", "track")),
    (3, "bar-wait", ("surface",)),
    (3, "face-stroke", ("surface", "skin", "face-shade", "face-hair")),
    (3, "face-muscle", ("skin",)),
]
# The steps of a heat map and what is written on them.
HEAT = {step: int(share) for step, share in re.findall(r"\.heat-(\d) \{ --heat: (\d+)%", SOURCE)}


def colour(token, theme):
    return channels(TOKENS[token].split(", ")[THEMES.index(theme)])


def channels(text):
    digits = text[1:]
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    return [int(digits[at : at + 2], 16) for at in (0, 2, 4)]


def luminance(found):
    shares = [one / 255 for one in found]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("least", "front", "grounds"), PAIRS, ids=lambda pair: str(pair))
def test_a_colour_stands_out_from_its_ground(least, front, grounds, theme):
    for ground in grounds:
        found = ratio(colour(front, theme), colour(ground, theme))
        assert found >= least, f"{front} on {ground}: {found:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("step", HEAT)
def test_a_count_is_readable_on_every_step_of_a_heat_map(step, theme):
    warm, cold = colour("accent", theme), colour("surface", theme)
    ground = [(a * HEAT[step] + b * (100 - HEAT[step])) / 100 for a, b in zip(warm, cold, strict=True)]
    front = "on-accent" if re.search(rf"\.heat-{step}\b[^{{]*\{{ --on-warm", SOURCE) else "ink"
    assert ratio(colour(front, theme), ground) >= 4.5


def test_old_browsers_get_the_light_theme_as_it_is():
    """Without light-dark() every token has its light value, written once more."""
    old = re.search(r"@supports not \(color: light-dark[^}]*", SOURCE)
    given = {name: channels(value) for name, value in re.findall(r"--([\w-]+): (#\w+);", old[0])}
    assert given == {name: colour(name, "light") for name in TOKENS}


def test_the_ratio_is_that_of_the_standard():
    assert ratio(channels("#000"), channels("#ffffff")) == pytest.approx(21)
    assert ratio(channels("#777777"), channels("#fff")) == pytest.approx(4.48, abs=0.01)
