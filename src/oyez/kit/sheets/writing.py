"""Writing a sheet: whole or not at all, to a path or as the answer to a request."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from oyez.kit.disk import is_full
from oyez.kit.errors import Refused, Unavailable
from oyez.kit.registry import import_folder
from oyez.kit.sheets.format import FORMATS, Format
from oyez.kit.sheets.sheet import Sheet

import_folder("oyez.kit.sheets.formats")


def format_named(name: str) -> Format:
    """The format of a name or an ending; an unknown one is refused with those that there are."""
    if name not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise Refused(
            _("“%(name)s” is no format that Oyez writes. Known: %(known)s.") % {"name": name, "known": known}
        )
    return FORMATS[name]


def offered(*, with_pictures: bool) -> list[Format]:
    """The formats for a menu: tables first, then pictures where there is something to draw."""
    order = ("xlsx", "csv", "sav", "parquet", "pptx", "png", "svg")
    return [FORMATS[name] for name in order if with_pictures or not FORMATS[name].is_picture]


def format_of(path: Path) -> Format:
    """The format that a file's ending names."""
    if not path.suffix:
        raise Refused(_("Say the format by the ending of the file, as in answers.xlsx."))
    return format_named(path.suffix[1:].lower())


def check_size(format: Format, count: int, *, waiting: bool) -> None:
    """Refuse more rows than a format holds, or than can be written while somebody waits for an answer."""
    if format.most_rows is not None and count > format.most_rows:
        raise Refused(
            _(
                "A spreadsheet holds %(most)s rows, and these are %(count)s. Take CSV or Parquet, or fewer rows."
            )
            % {"most": f"{format.most_rows:,}", "count": f"{count:,}"}
        )
    if waiting and format.most_waiting is not None and count > format.most_waiting:
        raise Refused(
            _(
                "A spreadsheet of %(count)s rows takes minutes to write. Take CSV or Parquet, or fewer rows; the"
                " command writes it with -o."
            )
            % {"count": f"{count:,}"}
        )


def save(sheet: Sheet, path: Path) -> None:
    """Write beside the path under another name, then rename: what stood there stays until the new file is whole."""
    format = format_of(path)
    check_size(format, sheet.count, waiting=False)
    _check_place(path)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.draft")
    try:
        _write(format, sheet, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise Refused(_("There is no folder %(folder)s to write to.") % {"folder": path.parent})
    if path.is_dir():
        raise Refused(_("%(path)s is a folder: name a file in it.") % {"path": path})
    if not os.access(path.parent, os.W_OK):
        raise Refused(_("The folder %(folder)s may not be written to.") % {"folder": path.parent})


def download(sheet: Sheet, format: Format) -> HttpResponseBase:
    """A file to keep; it is whole before its first byte is sent, and gone from the disk when it was."""
    check_size(format, sheet.count, waiting=True)
    folder = Path(tempfile.mkdtemp(prefix="oyez-"))
    name = f"{sheet.name}.{format.name}"
    response: HttpResponseBase
    try:
        _write(format, sheet, folder / name)
        if sheet.stream is None:
            response = HttpResponse((folder / name).read_bytes(), content_type=format.media)
        else:
            held = (folder / name).open("rb")  # an open file can be read after its name is gone
            response = FileResponse(held, content_type=format.media)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def asked_format(request: HttpRequest) -> Format | None:
    """What `?format=` or the header `Accept` asks for; nothing where it is a page or JSON.

    Browsers list pictures behind pages, so only what stands first in the header counts.
    """
    name = request.GET.get("format", "").strip().lower()
    if not name:
        first = request.headers.get("Accept", "").split(",")[0].split(";")[0].strip()
        return next((one for one in FORMATS.values() if _media(one) == first), None)
    return None if name in ("json", "html") else format_named(name)


def _media(format: Format) -> str:
    return format.media.split(";")[0]


def _write(format: Format, sheet: Sheet, path: Path) -> None:
    try:
        format.write(sheet, path)
    except Exception as error:
        if is_full(_cause(error)):
            raise Unavailable(
                _("The disk is full, so nothing was written. Make room and try again.")
            ) from error
        raise


def _cause(error: BaseException) -> BaseException:
    """Writers wrap what the system said; what it said decides."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.errno is not None:
            return found
        inner = next((one for one in found.args if isinstance(one, BaseException)), None)
        found = inner or found.__cause__ or found.__context__
    return error
