"""Read adverts and résumés: plain text, Markdown, Word and PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from orgplan.errors import OrgplanError
from orgplan.language import _


class UnreadableText(OrgplanError):
    """A file whose text cannot be read."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Folder:
    """The texts of a folder, and the files that gave none, with the reason.

    Attributes
    ----------
    documents
        In the order of file names.
    skipped
        File name and reason, for each.
    """

    documents: tuple[Document, ...]
    skipped: tuple[tuple[str, str], ...]


def read_texts(folder: Path) -> Folder:
    """Read every text of a folder, in the order of names; files that cannot be read are named, not
    fatal.

    Parameters
    ----------
    folder
        Folders in it, and files whose names begin with a point, are passed over.

    Returns
    -------
    Folder
        The texts, and the files that were skipped, each with the reason.
    """
    documents, skipped = [], []
    for path in sorted(folder.iterdir()):
        reader = _READERS.get(path.suffix.lower())
        if path.is_dir() or path.name.startswith("."):
            continue
        if reader is None:
            skipped.append((path.name, _("not one of {endings}", endings=_(", ").join(_READERS))))
            continue
        try:
            text = reader(path)
        except UnreadableText as error:
            skipped.append((path.name, str(error)))
            continue
        if text.strip():
            documents.append(Document(path.name, text))
        else:
            skipped.append(
                (path.name, _("holds no text; a scan needs character recognition first"))
            )
    return Folder(tuple(documents), tuple(skipped))


def _plain(path: Path) -> str:
    """Text of a plain file in UTF-8 or GB 18030."""
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableText(_("neither UTF-8 nor GB 18030"))


def _word(path: Path) -> str:
    """Text of a Word file, its tables after its paragraphs."""
    try:
        from docx import Document as WordDocument
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError as error:
        raise UnreadableText(_("Word files need `pip install orgplan[texts]`")) from error
    try:
        document = WordDocument(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableText(_("not a Word document")) from error
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def _pdf(path: Path) -> str:
    """Text of a PDF, page by page; a scan has none."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise UnreadableText(_("PDF files need `pip install orgplan[texts]`")) from error
    try:
        reader = PdfReader(path)
        return "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError) as error:
        raise UnreadableText(_("not a readable PDF ({error})", error=error)) from error


_READERS: dict[str, Callable[[Path], str]] = {
    ".txt": _plain,
    ".md": _plain,
    ".docx": _word,
    ".pdf": _pdf,
}
