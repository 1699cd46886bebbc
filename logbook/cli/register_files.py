"""`logbook licences match FILE`: people's licences beside a file that a register published."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from logbook import create_app, filters, instants, store
from logbook.office import matching
from logbook.regulation import nppes

_EVERY = 100_000


@click.group()
def licences() -> None:
    """Licences of people beside what registers publish."""


@licences.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def match(file: Path) -> None:
    """Look for people's licences in a monthly or weekly FILE of National Provider Identifiers, a CSV or its zip.

    Nothing becomes a check by itself: what is found waits for coordinators to confirm, at /licences/found.
    """
    with create_app().app_context():
        with store.reading() as connection:
            sought = matching.sought(connection)
        if not len(sought):
            click.echo("Nobody has a licence that can stand in such a file.")
            return
        click.echo(f"{filters.count(len(sought), 'licence is', 'licences are')} looked for.", err=True)
        with _opened(file) as (name, lines):
            read = _header(lines)
            rows = read.found(sought.is_of_interest, _tell, _EVERY)
            found = [match for row in rows for match in sought.matches(row)]
        with store.writing() as connection:
            made = matching.prepare(connection, found, name[:200], instants.now())
    _say(read, len(found), made)


def _header(lines: TextIO) -> nppes.Read:
    try:
        return nppes.Read(lines)
    except nppes.NoSuchFile as error:
        raise click.ClickException(str(error)) from None


def _tell(rows: int) -> None:
    click.echo(f"{rows:,} rows read", err=True)


def _say(read: nppes.Read, found: int, made: int) -> None:
    if read.bad:
        first = ", ".join(map(str, read.told)) + (" and others" if read.bad > len(read.told) else "")
        said = filters.count(read.bad, "row is", "rows are")
        click.echo(f"{said} not as the header says, and passed over: row {first}.", err=True)
    click.echo(f"{read.rows:,} rows read, {filters.count(found, 'licence', 'licences')} found in them.")
    if made:
        waits = filters.count(made, "check waits", "checks wait")
        click.echo(f"{waits} for coordinators to confirm, at {matching.PLACE}.")
    else:
        click.echo("Nothing new waits for anybody.")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[str, TextIO]]:
    """The name of the table and its text; never the whole of it at once."""
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            yield path.name, lines
        return
    with zipfile.ZipFile(path) as archive:
        tables = [
            one
            for one in archive.namelist()
            if one.lower().endswith(".csv")
            and "npidata_pfile" in one.lower()
            and "fileheader" not in one.lower()
        ]
        if len(tables) != 1:
            raise click.ClickException("This archive has no table, or several, called npidata_pfile….csv.")
        with archive.open(tables[0]) as raw:
            yield Path(tables[0]).name, io.TextIOWrapper(raw, "utf-8-sig", "replace", newline="")
