// Numbers under which somebody files a person: health service, hospital, clinic, insurance, passport.

const CODE = "[a-z]{0,5}-?\\d[\\da-z]*(?:[ -][\\da-z]*\\d[\\da-z]*)*(?: [a-d]\\b)?";
// These stand before nothing else …
const OWN =
  "(?:mrn|nhs|chi|pid|ssn?|ni|h ?& ?c|passport|emis|medicare|medicaid|medical record|national insurance|social security|driv(?:ing|er['’]?s?) licen[cs]e)";
// … and these only with "number" behind them.
const SHARED =
  "(?:hosp(?:ital|\\.)?|chart|clinic(?:al)?|file|unit|pt|pat(?:ient|\\.)|client|member|policy|insurance|(?:medical |health )?records?|case ?notes?|health|identity|id)";
const NUMBER = "(?:numbers?|no\\.?|nr\\.?|id|#)";

const isLong = (said) => (said.match(/\d/g) ?? []).length >= 4;

// The last of ten figures follows from the nine before it, so that few other numbers pass.
function isHealthServices(said) {
  const figures = said.replace(/\D/g, "").split("").map(Number);
  const sum = figures.slice(0, 9).reduce((total, figure, place) => total + figure * (10 - place), 0);
  return new Set(figures).size > 1 && (11 - (sum % 11)) % 11 === figures[9];
}

export const recordFinders = [
  [
    "record",
    new RegExp(`(^|[^\\p{L}])${OWN}\\W{0,2}${NUMBER}?[\\s:#.]*(?:is |was )?[(]?${CODE}`, "giu"),
    isLong,
  ],
  ["record", new RegExp(`(^|[^\\p{L}])${SHARED} ?${NUMBER}[\\s:#.]*(?:is |was )?${CODE}`, "giu"), isLong],
  ["record", /(^|[^\d.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-]|\.\d)/gu, isHealthServices],
  ["record", /(^|[^\p{L}\d])[a-z]{2} ?\d\d ?\d\d ?\d\d ?[a-d](?![\p{L}\d])/giu],
  ["record", /(^|[^\d-])\d{3}-\d\d-\d{4}(?![\d-])/gu],
];
