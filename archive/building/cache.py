"""What is remembered between builds: one SQLite file, ``.cache/archive.db``.

It only ever saves work: a damaged, foreign or older file is thrown away and made again.  Nothing in
it decides what a page says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from archive.building.inputs import Stamp
from archive.model import Described, Entry, Frozen, Reading, Statement
from archive.problems import Problem

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE statement (
    file TEXT PRIMARY KEY, key BLOB, slug TEXT, entry BLOB, notices BLOB
) WITHOUT ROWID;
CREATE INDEX statement_slug ON statement (slug);
CREATE TABLE text (file TEXT PRIMARY KEY, statement BLOB, reading BLOB);
CREATE TABLE gist (mark TEXT PRIMARY KEY, value BLOB);
CREATE TABLE kin (mark TEXT PRIMARY KEY, value BLOB);
CREATE TABLE row (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE output (
    site TEXT, path TEXT, fingerprint BLOB, sha256 BLOB, made_with TEXT, ids TEXT,
    PRIMARY KEY (site, path)
) WITHOUT ROWID;
CREATE TABLE made_with (site TEXT, name TEXT, mark BLOB, PRIMARY KEY (site, name)) WITHOUT ROWID;
CREATE TABLE tree (site TEXT, name TEXT, value BLOB, PRIMARY KEY (site, name)) WITHOUT ROWID;
"""

# Raised whenever a table or the meaning of a column changes; another number is another file.
VERSION = 6

# What a damaged file raises, when it is not noticed at once.
DAMAGED = (sqlite3.DatabaseError, msgspec.MsgspecError)

_encode = msgspec.msgpack.Encoder().encode
_entry = msgspec.msgpack.Decoder(Entry)
_statement = msgspec.msgpack.Decoder(Statement)
_reading = msgspec.msgpack.Decoder(Reading)
_notices = msgspec.msgpack.Decoder(tuple[Problem, ...])
_sources = msgspec.msgpack.Decoder(dict[str, tuple[Stamp, bytes]])


class Made(Frozen, frozen=True):
    """A file of the published site: what it was made from, what it holds, the anchors in it.

    ``group`` is the name of the group of pages it belongs to, "" for none.
    """

    fingerprint: bytes
    sha256: bytes
    group: str = ""
    ids: str = ""


class Cache:
    """The remembered state of one archive folder.

    ``path`` None keeps everything in memory, for one build only.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            return self._make(sqlite3.connect(":memory:"))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = sqlite3.connect(self.path)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == VERSION:
                connection.execute("SELECT count(*) FROM tree").fetchone()
                return connection
            connection.close()
        except sqlite3.DatabaseError:
            pass
        self.path.unlink(missing_ok=True)
        return self._make(sqlite3.connect(self.path))

    @staticmethod
    def _make(connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.executescript(SCHEMA)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.commit()
        return connection

    def discard(self) -> None:
        """Throw everything away, as when the file turns out to be damaged half-way."""
        self._connection.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        self._connection = self._open()

    def commit(self) -> None:
        """Make what was put so far lasting."""
        self._connection.commit()

    def close(self) -> None:
        """Close the file, leaving out what was not committed."""
        self._connection.close()

    # Named values

    def value(self, name: str) -> bytes:
        """Return the value kept under ``name``, or nothing."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else b""

    def keep_value(self, name: str, value: bytes) -> None:
        """Keep ``value`` under ``name``."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def forget_values(self, names: Iterable[str]) -> None:
        """Forget what was kept under these names."""
        self._connection.executemany("DELETE FROM meta WHERE name = ?", ((n,) for n in names))

    # Sources

    def sources(self) -> dict[str, tuple[Stamp, bytes]]:
        """Return each input file's last stamp and SHA-256."""
        kept = self.value("sources")
        return _sources.decode(kept) if kept else {}

    def keep_sources(self, sources: Mapping[str, tuple[Stamp, bytes]]) -> None:
        """Keep the stamps and digests of all input files."""
        self.keep_value("sources", _encode(sources))

    # Statements

    def keys(self) -> dict[str, bytes]:
        """Return, by seed file, the key under which its statement was read."""
        return dict(self._connection.execute("SELECT file, key FROM statement"))

    def entries(self) -> Iterator[Entry]:
        """Yield the entry of every statement kept."""
        for (blob,) in self._connection.execute("SELECT entry FROM statement"):
            yield _entry.decode(blob)

    def notices(self) -> tuple[Problem, ...]:
        """Return the notices of all statements."""
        rows = self._connection.execute("SELECT notices FROM statement WHERE notices != ?", (b"",))
        return tuple(notice for (blob,) in rows for notice in _notices.decode(blob))

    def keep_statements(self, described: Iterable[tuple[bytes, Described]]) -> None:
        """Keep statements, each under the key it was read under."""
        kept = tuple(described)
        self._connection.executemany(
            "INSERT OR REPLACE INTO statement VALUES (?, ?, ?, ?, ?)",
            (
                (
                    one.file, key, one.slug, _encode(one.entry),
                    _encode(one.notices) if one.notices else b"",
                )
                for key, one in kept
            ),
        )  # fmt: skip
        self._connection.executemany(
            "INSERT OR REPLACE INTO text VALUES (?, ?, ?)",
            ((one.file, one.statement, one.reading) for _, one in kept),
        )

        self._connection.executemany(
            "INSERT OR REPLACE INTO gist VALUES (?, ?)",
            ((one.entry.digest, one.gist) for _, one in kept),
        )

    def forget_statements(self, files: Iterable[str]) -> None:
        """Forget the statements of seeds that are gone."""
        gone = [(file,) for file in files]
        self._connection.executemany("DELETE FROM statement WHERE file = ?", gone)
        self._connection.executemany("DELETE FROM text WHERE file = ?", gone)

    def statement(self, slug: str) -> Statement:
        """Return the statement with this slug; KeyError where there is none."""
        return _statement.decode(self.statement_bytes(slug))

    def statement_bytes(self, slug: str) -> bytes:
        """Return the statement with this slug as MessagePack; KeyError where there is none."""
        return self._column("statement", slug)

    def reading(self, slug: str) -> Reading:
        """Return the reading text of the statement with this slug; KeyError where there is none."""
        return _reading.decode(self.reading_bytes(slug))

    def reading_bytes(self, slug: str) -> bytes:
        """Return the reading text of this statement as MessagePack."""
        return self._column("reading", slug)

    def _column(self, column: str, slug: str) -> bytes:
        row = self._connection.execute(
            f"SELECT text.{column} FROM statement JOIN text USING (file) "  # noqa: S608 - our own two
            "WHERE slug = ?",
            (slug,),
        ).fetchone()
        if row is None:
            raise KeyError(slug)
        return bytes(row[0])

    # Indexes, of which each has its own stretch of row numbers, and the gists of statements

    def rows(self, index: int, numbers: Iterable[int]) -> Iterator[bytes]:
        """Yield rows of an index, nothing for one that is not there."""
        select = self._connection.cursor().execute
        base = index << 40
        for number in numbers:
            row = select("SELECT value FROM row WHERE id = ?", (base + number,)).fetchone()
            yield row[0] if row else b""

    def keep_rows(self, index: int, rows: Iterable[bytes]) -> None:
        """Keep the rows of an index, numbered from 0, instead of all its older ones."""
        base = index << 40
        self._connection.execute(
            "DELETE FROM row WHERE id >= ? AND id < ?", (base, base + (1 << 40))
        )
        self._connection.executemany("INSERT INTO row VALUES (?, ?)", enumerate(rows, base))

    def gist(self, mark: str) -> bytes:
        """Return the gist of the statement with this digest, or nothing."""
        row = self._connection.execute("SELECT value FROM gist WHERE mark = ?", (mark,)).fetchone()
        return row[0] if row else b""

    def kin(self, mark: str) -> bytes:
        """Return what is kept of the neighbours of the statement with this digest, or nothing."""
        row = self._connection.execute("SELECT value FROM kin WHERE mark = ?", (mark,)).fetchone()
        return row[0] if row else b""

    def keep_kin(self, kin: Iterable[tuple[str, bytes]]) -> None:
        """Keep what is known of the neighbours of statements."""
        self._connection.executemany("INSERT OR REPLACE INTO kin VALUES (?, ?)", kin)

    def forget_gists(self, marks: Iterable[str]) -> None:
        """Forget the gists and the neighbours of these statements."""
        gone = [(mark,) for mark in marks]
        self._connection.executemany("DELETE FROM gist WHERE mark = ?", gone)
        self._connection.executemany("DELETE FROM kin WHERE mark = ?", gone)

    def gists(self) -> list[str]:
        """Return the digests of the statements whose gists or neighbours are kept."""
        rows = self._connection.execute("SELECT mark FROM gist UNION SELECT mark FROM kin")
        return [mark for (mark,) in rows]

    # Published sites

    def outputs(self, site: str) -> dict[str, Made]:
        """Return, by path, every file of the site as it was last published; without its ids."""
        rows = self._connection.execute(
            "SELECT path, fingerprint, sha256, made_with FROM output WHERE site = ?", (site,)
        )
        names: dict[str, str] = {}  # many files belong to one group
        return {
            path: Made(fingerprint, sha256, names.setdefault(group, group))
            for path, fingerprint, sha256, group in rows
        }

    def ids(self, site: str, path: str) -> frozenset[str]:
        """Return the fragment identifiers of a published page."""
        row = self._connection.execute(
            "SELECT ids FROM output WHERE site = ? AND path = ?", (site, path)
        ).fetchone()
        return frozenset(row[0].split(" ")) if row else frozenset()

    def keep_outputs(self, site: str, made: Mapping[str, Made]) -> None:
        """Keep what was published."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?, ?)",
            (
                (site, path, one.fingerprint, one.sha256, one.group, one.ids)
                for path, one in made.items()
            ),
        )

    def forget_outputs(self, site: str, paths: Iterable[str]) -> None:
        """Forget files that are no longer published."""
        self._connection.executemany(
            "DELETE FROM output WHERE site = ? AND path = ?", ((site, path) for path in paths)
        )

    def groups(self, site: str) -> dict[str, bytes]:
        """Return, by name, the mark of each group of pages as it was last published."""
        rows = self._connection.execute("SELECT name, mark FROM made_with WHERE site = ?", (site,))
        return dict(rows)

    def keep_groups(self, site: str, marks: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Keep the marks of groups that changed; forget the groups that are gone."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO made_with VALUES (?, ?, ?)",
            ((site, name, mark) for name, mark in marks.items()),
        )
        self._connection.executemany(
            "DELETE FROM made_with WHERE site = ? AND name = ?", ((site, name) for name in gone)
        )

    def tree(self, site: str, name: str) -> bytes:
        """Return what is known of a tree of folders, as its keeper encoded it, or nothing."""
        row = self._connection.execute(
            "SELECT value FROM tree WHERE site = ? AND name = ?", (site, name)
        ).fetchone()
        return row[0] if row else b""

    def keep_tree(self, site: str, name: str, value: bytes) -> None:
        """Keep what is known of a tree of folders."""
        self._connection.execute(
            "INSERT OR REPLACE INTO tree VALUES (?, ?, ?)", (site, name, value)
        )
