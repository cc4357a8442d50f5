"""What downloads leave on disk: a file with its record, and the piece of one that was cut off."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from geodata.gazetteer.manifest import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """By what a server tells one state of a file from the next."""

    etag: str = ""
    last_modified: str = ""

    @property
    def of_bytes(self) -> str:
        """What holds byte for byte, as `If-Range` wants it; a weak ETag doesn't."""
        return self.last_modified if self.etag.startswith("W/") else self.etag or self.last_modified


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that came whole."""

    url: str
    etag: str
    last_modified: str
    sha256: str
    size: int
    fetched_at: str
    """UTC, ISO 8601."""


class Piece:
    """A file on its way: `<name>.part` and, beside it, which state of which file it belongs to."""

    def __init__(self, path: Path, url: str) -> None:
        self.path = path.with_name(f"{path.name}.part")
        self._whole = path
        self._url = url

    def validators(self) -> Validators | None:
        """The state of the file that the piece is of; None if it can't be gone on with."""
        record = _read(_record_of(self.path))
        if record.get("url") != self._url or not self.size():
            return None
        validators = Validators(
            etag=record.get("etag", ""), last_modified=record.get("last_modified", "")
        )
        return validators if validators.of_bytes else None

    def size(self) -> int:
        """Bytes that have come."""
        return self.path.stat().st_size if self.path.exists() else 0

    def begin(self, validators: Validators) -> None:
        """Note of which state the bytes are that will be written."""
        write_whole(_record_of(self.path), json.dumps({"url": self._url, **asdict(validators)}))

    def drop(self) -> None:
        """Forget it; the next try starts anew."""
        self.path.unlink(missing_ok=True)
        _record_of(self.path).unlink(missing_ok=True)

    def keep(self, validators: Validators) -> Download:
        """Put it in the place of the whole file."""
        download = Download(
            url=self._url,
            etag=validators.etag,
            last_modified=validators.last_modified,
            sha256=sha256_of(self.path),
            size=self.size(),
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        self.path.replace(self._whole)
        write_whole(_record_of(self._whole), json.dumps(asdict(download), indent=1))
        _record_of(self.path).unlink(missing_ok=True)
        return download


def read_kept(path: Path) -> Download | None:
    """Return the record of an earlier download, if the file is still what it was when it came."""
    record = _read(_record_of(path))
    if record.keys() != {field.name for field in fields(Download)}:
        return None
    if not path.exists() or sha256_of(path) != record["sha256"]:
        return None
    return Download(
        url=record["url"],
        etag=record["etag"],
        last_modified=record["last_modified"],
        sha256=record["sha256"],
        size=path.stat().st_size,
        fetched_at=record["fetched_at"],
    )


def drop_kept(path: Path) -> None:
    """Forget a file, so that the next update fetches it anew."""
    _record_of(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Hash a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _record_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _read(record: Path) -> dict[str, str]:
    try:
        state = json.loads(record.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in state.items()} if isinstance(state, dict) else {}
