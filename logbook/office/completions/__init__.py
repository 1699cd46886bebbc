"""Completions out of a file: read, looked at row by row, filed. Nothing is made of a row that nobody looked at."""
