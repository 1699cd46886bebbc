// Names behind a title, and names that are called names.

const NAME = "\\p{Lu}[\\p{L}’'-]*\\p{L}";
const PARTICLES = "(?:(?:de|da|di|del|della|van|von|der|den|la|le|el|al|bin|ibn|mac|mc|st)\\.? )*";
const NAMES = `(?:\\p{Lu}\\.? ?){0,3}${PARTICLES}${NAME}(?: ${PARTICLES}${NAME})?`;
const TITLE =
  "(?:Mrs?|MRS?|mrs?|Ms|ms|Mx|mx|MX|Miss|MISS|miss|Mme|Madam|Dr|DR|dr|Doctor|Prof|Professor|Sir|Dame|Lady|Lord|Rev|Reverend)";
const WHO = "(?:[Mm]odel|[Cc]lient|[Pp]ati\\w+|[Ss]he|[Hh]e|[Ww]oman|[Mm]an)";

// Words behind what only looks like a title: "MR Imaging", "hit and miss Results".
const NO_NAMES = new Set(
  (
    "imaging scan scans angiogram brain excluded results medial lateral central left right upper lower frontalis corrugator corrugators procerus " +
    "glabella forehead masseter platysma mentalis nasalis orbicularis was is on said the and or not no in for to of has had asked will"
  ).split(" "),
);

// The name without what stands before it: "Mrs. A. Khan" → "Khan".
const nameOf = (said) => said.match(/[\p{L}’'-]{2,}(?= *$)|[\p{L}’'-]{2,}/gu) ?? [];
const isName = (said) => !NO_NAMES.has((nameOf(said)[1] ?? "").toLowerCase());

export const nameFinders = [
  ["name", new RegExp(`(^|[^\\p{L}])${TITLE}\\.? ${NAMES}`, "gu"), isName],
  ["name", /(^|[^\p{L}])(?:mrs?|dr)\.? \p{Ll}[\p{L}’'-]{2,}/gu, isName],
  [
    "name",
    new RegExp(
      `(^|[^\\p{L}])(?:[Ss]ur|[Ff]irst |[Ll]ast |[Ff]ull |[Ff]amily )name[: ]*(?:is )?${NAMES}`,
      "gu",
    ),
  ],
  ["name", new RegExp(`(^|[^\\p{L}])[Nn]ame(?::| is) ${NAMES}`, "gu")],
  ["name", new RegExp(`(^|[^\\p{L}])${WHO},? (?:is |was )?(?:called|named) ${NAMES}`, "gu")],
];
