"""What is frozen of a build: the parts of a browser's profile that hold somebody's work, the database, the facts."""

import json
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# A browser keeps databases and workers by the address they came from: every build thaws where it was frozen.
PORT = 8765
ORIGIN = f"http://localhost:{PORT}"
# Caches of pictures and code, settings and cookies can be missing; these cannot. No cookie is kept, because a later
# build is opened long after the session ended.
KEPT = (
    "IndexedDB",
    "Service Worker/Database",
    "Service Worker/ScriptCache",
    "Service Worker/CacheStorage",
    "WebStorage",
)


@dataclass
class Frozen:
    """One archive thawed into a folder: `facts` as freeze.py wrote them."""

    folder: Path
    facts: dict[str, Any]

    @property
    def profile(self) -> Path:
        """The browser's folder."""
        return self.folder / "profile"

    @property
    def database(self) -> str:
        """The address of the server's database."""
        return f"sqlite:///{self.folder / 'logbook.db'}"


def archives() -> list[Path]:
    """Every build that was ever frozen, oldest first."""
    return sorted(HERE.glob("*.tar.xz"))


def pack(folder: Path, profile: Path, facts: dict[str, Any]) -> Path:
    """Write one archive of folder/logbook.db and the profile, named by its day and build; gives its path."""
    (folder / "facts.json").write_text(json.dumps(facts, indent=2))
    _settle(folder / "logbook.db")
    target = HERE / f"{facts['made_at'][:10]}-{facts['build']}.tar.xz"
    with tarfile.open(target, "w:xz", preset=9) as archive:
        archive.add(folder / "facts.json", "facts.json")
        archive.add(folder / "logbook.db", "logbook.db")
        for part in KEPT:
            found = profile / "Default" / part
            if found.exists():
                archive.add(found, f"profile/Default/{part}", filter=_nobody)
    return target


def thaw(archive: Path, folder: Path) -> Frozen:
    """Unpack an archive into an empty folder."""
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    return Frozen(folder, json.loads((folder / "facts.json").read_text()))


def _settle(database: Path) -> None:
    # A killed server leaves its last writes beside the file.
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return None if member.name.endswith("/LOCK") else member
