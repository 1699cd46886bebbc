// Dates of birth: any date after the words for it, and whole dates that lie too far back to be a treatment's.

const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?";
const ORDERED = "(?:19|20)\\d\\d[-/.][01]?\\d[-/.][0-3]?\\d";
const WRITTEN = `${DAY}(?: of)?[ -]${MONTH},?[ -](?:\\d{4}|\\d{2})|${MONTH} ${DAY},? \\d{4}`;
const NUMERIC = "[0-3]?\\d([/.-])[0-3]?\\d\\SEP(?:\\d{4}|\\d{2})";
const SAID = `(?:${ORDERED}|${WRITTEN}|[0-3]?\\d ?[/. -] ?[0-3]?\\d ?[/. -] ?(?:\\d{4}|\\d{2})|${MONTH},? (?:19|20)\\d\\d|\\d{8}|\\d{6}|(?:19|20)\\d\\d)(?!\\d)`;
const BIRTH =
  "(?:d\\.? ?o\\.? ?b\\b\\.?|yob\\b|birth[- ]?da(?:te|y)\\b|(?:date|year)[- ]of[- ]birth\\b|born\\b|b\\.(?= ?\\d))";
const BETWEEN = "(?:[\\s:,(=-]|(?:is|was|on|in|the|said|given|confirmed|verified|checked)\\b)*";
// A model is of age: a date before this year is of a birth, one after it of a treatment, a course or a label.
const OF_AGE = 2009;

function isLongAgo(said) {
  const [year] = said.match(/(?:19|20)\d\d/) ?? [];
  // Of two figures, those far ahead of us are of the last century.
  return year ? Number(year) < OF_AGE && Number(year) > 1900 : Number(said.slice(-2)) >= 30;
}

export const birthFinders = [
  ["birth", new RegExp(`(^|[^\\p{L}])${BIRTH}${BETWEEN}${SAID}`, "giu")],
  [
    "birth",
    new RegExp(
      `(^|[^\\d/.-])(?:${ORDERED}|${WRITTEN}|${NUMERIC.replace("SEP", "2")})(?![\\d/]|[.-]\\d)`,
      "giu",
    ),
    isLongAgo,
  ],
];
