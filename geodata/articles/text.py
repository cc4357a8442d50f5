"""What makes bytes a text: its size, its encoding, and that it says something."""

from geodata.errors import ArticleError

MAX_BYTES = 5_000_000
"""An article is shorter than this; a longer file is a book, a dump or no text at all."""
MAX_FILE_BYTES = 20 * 1024 * 1024
"""What may hold many articles, or one with pictures, fonts and markup; as in .streamlit/."""
MAX_CHARACTERS = 2_000_000
"""A text of more takes minutes to read, and no newspaper prints one."""

_SPLIT = "split it into one file per article"


def check_size(content: bytes, origin: str) -> None:
    """Refuse a file that is larger than any is meant to be. Raises ArticleError."""
    if len(content) > MAX_FILE_BYTES:
        raise ArticleError(origin, f"is larger than 20 MB; {_SPLIT}")


def decode_text(content: bytes, origin: str, *, line: int | None = None) -> str:
    """Decode UTF-8 to the exact text of one article; a byte order mark is not part of it.

    Raises: ArticleError: too large, binary, another encoding, or nothing in it.
    """
    if len(content) >= MAX_BYTES:
        raise ArticleError(
            origin, f"is 5 MB or more, too long for one article; {_SPLIT}", line=line
        )
    return check_text(decode(content, origin, line=line), origin, line=line)


def decode(content: bytes, origin: str, *, line: int | None = None) -> str:
    """Decode UTF-8. Raises ArticleError: binary, or another encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError(origin, "is UTF-16; save it as UTF-8 text", line=line)
    nul = content.find(b"\0")
    if nul >= 0:
        raise ArticleError(
            origin, f"is binary (byte {nul} is NUL); save it as UTF-8 text", line=line
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArticleError(
            origin, f"is not UTF-8 (byte {error.start}); save it as UTF-8 text", line=line
        ) from error
    return text.removeprefix("\ufeff")


def check_text(text: str, origin: str, *, line: int | None = None, field: str = "") -> str:
    """Give a text back if a store can keep it and there is something to read in it.

    `field` names the part of a line that it is.

    Raises: ArticleError: empty, too long, or a character that no text file holds.
    """
    if not text.strip():
        raise ArticleError(origin, "is empty; is it the right file?", line=line)
    if len(text) > MAX_CHARACTERS:
        problem = f"holds more than {MAX_CHARACTERS:,} characters, too long for one article"
        raise ArticleError(origin, f"{field} {problem}; {_SPLIT}".lstrip(), line=line)
    for place, character in enumerate(text):
        if character == "\0" or "\ud800" <= character <= "\udfff":
            problem = (
                f"holds U+{ord(character):04X} at character {place}, which is no text; mend it"
            )
            raise ArticleError(origin, f"{field} {problem}".lstrip(), line=line)
    return text
