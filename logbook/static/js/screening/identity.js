// What in a note could tell who a model is: birth dates, telephone, record and e-mail numbers, names with a title.
import { phoneFinders } from "./phones.js";
import { recordFinders } from "./records.js";
import { birthFinders } from "./births.js";
import { nameFinders } from "./names.js";

const EMAIL =
  /()[\p{L}\d._%+'’-]+@(?:[\p{L}\d-]+\.)+\p{L}{2,}|()[\p{L}\d._-]+ at [\p{L}\d-]+ dot \p{L}{2,6}(?!\p{L})/giu;

// [kind, what finds it, who judges the words found]. The first group of each is what stands before. The earlier ones go first:
// a health service's number also looks like a telephone's.
/** @type {any[][]} */
const FINDERS = [["email", EMAIL], ...birthFinders, ...recordFinders, ...phoneFinders, ...nameFinders];

/** [{kind, from, to, text}] in the order of the text; `known` are names of people who are no models. */
export function found(text, known = []) {
  // Most notes stay empty, and the first search of a page costs a browser 50 ms for its patterns alone.
  if (!text.trim()) return [];
  const names = new Set(known.flatMap((name) => wordsOf(name)));
  const all = [];
  for (const [kind, pattern, judge] of FINDERS) {
    for (const match of text.matchAll(pattern)) {
      const from = match.index + (match[1]?.length ?? 0);
      const to = match.index + match[0].length;
      const said = text.slice(from, to);
      const isTaken = all.some((one) => from < one.to && one.from < to);
      if (!isTaken && (!judge || judge(said, match)) && !(kind === "name" && isKnown(said, names))) {
        all.push({ kind, from, to, text: said });
      }
    }
  }
  return all.sort((one, other) => one.from - other.from);
}

// "Dr Okafor" is somebody's supervisor, whoever that phone knows by this name.
const isKnown = (said, names) => wordsOf(said).some((word) => names.has(word));

// Two letters are an initial or a title.
const wordsOf = (name) =>
  (
    name
      .toLowerCase()
      .replace(/['’]s\b/gu, "")
      .match(/[\p{L}’'-]{3,}/gu) ?? []
  ).filter((word) => !TITLES.has(word));
const TITLES = new Set([
  "mrs",
  "miss",
  "mme",
  "madam",
  "doctor",
  "prof",
  "professor",
  "sir",
  "dame",
  "lady",
  "lord",
  "rev",
  "reverend",
  "nurse",
]);
