"""What the demo's trainees did over six months, a line a case."""

from dataclasses import dataclass

# days ago, part, areas, model, supervisor, then what became of it:
#   signed:2 (days until signed) · late:19 · sent · returned · mended (returned, mended, signed) · edited (then signed)
#   withdrawn · retaken (signature taken back, signed anew) · newer (signed before a change arrived)
# and what was in it: event:KIND, review (after two weeks), ptosis (found then), absent (did not come), scenario,
# caution, corrected, seen:KIND (what the supervisor corrected), rating:2 (the supervisor's)
ANA = """
182 observed            glabella,forehead        A ben  signed:1
182 observed            crows_feet               B ben  signed:1
175 observed            glabella,crows_feet      C ben  signed:2
175 assisted            glabella                 D ben  signed:2
168 observed            masseter                 E mei  signed:5
168 observed            platysma,dao             F mei  signed:5
161 observed            forehead,brow_lift       G ben  signed:3
161 assisted            crows_feet               H ben  signed:3 scenario
154 supervised_direct   glabella                 I ben  signed:0 review corrected seen:marking rating:2
154 observed            lip_flip,gummy_smile     J ben  signed:0
147 supervised_direct   glabella                 A ben  signed:1 review seen:symmetry
147 supervised_direct   crows_feet               K ben  edited:4 review event:bruising seen:symmetry rating:2
140 observed            masseter                 L mei  late:19
133 supervised_direct   forehead                 G ben  signed:2 review corrected seen:brow
133 supervised_direct   glabella,forehead        M ben  signed:2 review
126 assisted            chin,dao                 N ben  signed:6
119 supervised_direct   crows_feet               B ben  signed:1 review
119 supervised_direct   glabella                 O ben  signed:1 review ptosis
112 supervised_direct   glabella,crows_feet      P mei  mended:6 review seen:symmetry
105 simulation          glabella,forehead        Q mei  signed:3 scenario
98  supervised_direct   forehead                 C ben  signed:2 review seen:brow
98  supervised_direct   crows_feet               R ben  retaken:2 review
84  supervised_direct   glabella,forehead        T ben  signed:8 review event:headache
80  observed            bunny_lines,glabella     S ben  signed:1
77  supervised_indirect glabella                 U mei  signed:2 review
70  supervised_indirect crows_feet               V mei  signed:2 review
63  supervised_direct   glabella,forehead,crows_feet  W ben  signed:0 review seen:symmetry
56  assisted            chin                     X ben  signed:3
56  supervised_direct   glabella                 I ben  newer:3 review caution
49  supervised_direct   forehead,brow_lift       Y ben  signed:12 absent
42  supervised_direct   glabella,crows_feet      Z mei  signed:1 review
35  supervised_indirect crows_feet               K ben  signed:1 review
28  supervised_direct   glabella,forehead        A ben  signed:2 review
28  supervised_indirect glabella                 D ben  signed:2
21  supervised_direct   masseter                 E mei  withdrawn
21  supervised_indirect crows_feet               H mei  signed:4
13  supervised_direct   glabella,forehead        M ben  sent
8   supervised_direct   crows_feet               S ben  returned
3   supervised_direct   glabella                 T ben  sent
1   supervised_direct   glabella,forehead,crows_feet  B mei  sent
"""
PRIYA = """
30  observed            glabella                 C ben  signed:1
30  observed            forehead                 G ben  signed:1
16  supervised_direct   glabella                 N ben  returned corrected
9   observed            crows_feet               P mei  sent
4   supervised_direct   glabella                 L ben  sent event:bruising
2   supervised_direct   forehead                 R ben  sent
"""
LUKASZ = """
12  observed            masseter                 F ben  signed:2
5   assisted            glabella                 J ben  sent
2   observed            glabella,crows_feet      U mei  sent
"""


@dataclass(frozen=True)
class Case:
    """One line of a plan; `fate` is what became of it, after `delay` days, `extras` what was in it."""

    days_ago: int
    part: str
    setting: str
    areas: list[str]
    model: str
    supervisor: str
    fate: str
    delay: int
    extras: dict[str, str]


def read(lines: str) -> list[Case]:
    """The cases of a plan, oldest first."""
    return [_case(*line.split()) for line in lines.strip().splitlines()]


def _case(days: str, part: str, areas: str, model: str, supervisor: str, fate: str, *extras: str) -> Case:
    simulated = part == "simulation"
    name, _, delay = fate.partition(":")
    return Case(
        days_ago=int(days),
        part="supervised_direct" if simulated else part,
        setting="simulation" if simulated else "live_model",
        areas=areas.split(","),
        model=model,
        supervisor=supervisor,
        fate=name,
        delay=int(delay or 0),
        extras=dict(extra.partition(":")[::2] for extra in extras),
    )
