// RFC 8785: the one text of a JSON value; undefined for what JSON cannot say.
export default function canonicalize(input: unknown): string | undefined;
