"""Opens a file as plain bytes, unpacking gzip and single-file zip, and refuses what unpacks without end."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from oyez.collect.core.tables import Unreadable

CHUNK = 1 << 18
FREE_BYTES = 256 << 20
MOST_TIMES = 200


class Bounded(io.RawIOBase):
    """Bytes as they come out of a packed file, counted: far more out than in is a bomb."""

    def __init__(self, path: Path, packed: BinaryIO, kind: str) -> None:
        self.path, self.packed, self.kind = path, packed, kind
        self.size = path.stat().st_size
        self.out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # the stubs want any buffer
        chunk = self.unpack(len(buffer))
        buffer[: len(chunk)] = chunk
        self.out += len(chunk)
        if self.out > FREE_BYTES and self.out > MOST_TIMES * self.size:
            raise Unreadable(
                f"{self.path.name} unpacks to more than {MOST_TIMES} times its size and was not read further; "
                "unpack it yourself if that is right."
            )
        return len(chunk)

    def unpack(self, size: int) -> bytes:
        raise NotImplementedError

    def close(self) -> None:
        self.packed.close()
        super().close()


class Gunzip(Bounded):
    """A gzip stream, several members included; one that ends too early is an error and not an end."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, path.open("rb"), "gzip")
        self.engine = zlib.decompressobj(wbits=31)
        self.ahead = b""

    def unpack(self, size: int) -> bytes:
        while True:
            if self.engine.eof:
                self.ahead = self.engine.unused_data.lstrip(b"\0") or self.packed.read(CHUNK).lstrip(b"\0")
                if not self.ahead:
                    return b""
                self.engine = zlib.decompressobj(wbits=31)
            elif not self.ahead:
                self.ahead = self.packed.read(CHUNK)
                if not self.ahead:
                    raise Unreadable(
                        f"{self.path.name} is cut off: the gzip stream ends after {self.out:,} unpacked bytes. "
                        "Fetch the file again."
                    )
            try:
                chunk = self.engine.decompress(self.ahead, size)
            except zlib.error:
                raise Unreadable(
                    f"{self.path.name} is damaged: the gzip stream breaks after {self.out:,} unpacked bytes. "
                    "Fetch the file again."
                ) from None
            self.ahead = self.engine.unconsumed_tail
            if chunk:
                return chunk


class Unzip(Bounded):
    """The only file inside a zip."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, path.open("rb"), "zip")
        try:
            archive = zipfile.ZipFile(self.packed)
            members = [entry for entry in archive.infolist() if not entry.is_dir()]
            self.refuse_unless_one(members)
            self.member = archive.open(members[0])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            self.packed.close()
            raise Unreadable(f"{path.name} cannot be unpacked: {error}.") from None

    def refuse_unless_one(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) != 1:
            raise Unreadable(
                f"{self.path.name} holds {len(members)} files; unpack it and import the one that you mean."
            )
        declared = members[0].file_size
        if declared > FREE_BYTES and declared > MOST_TIMES * self.size:
            raise Unreadable(
                f"{self.path.name} would unpack to {declared:,} bytes from {self.size:,} and was not read; "
                "unpack it yourself if that is right."
            )

    def unpack(self, size: int) -> bytes:
        try:
            return self.member.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Unreadable(f"{self.path.name} is damaged: {error}. Fetch the file again.") from None


def starts_with(path: Path, size: int = 16) -> bytes:
    """The first bytes of a file as it lies there, to tell its kind."""
    with path.open("rb") as file:
        return file.read(size)


def is_gzip(head: bytes) -> bool:
    return head[:2] == b"\x1f\x8b"


def is_zip(head: bytes) -> bool:
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


class Stream:
    """A file's plain bytes, and how far into the file on disk they reach."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        head = starts_with(path)
        if is_gzip(head):
            packed: Bounded = Gunzip(path)
        elif is_zip(head):
            packed = Unzip(path)
        else:
            self.disk = self.bytes = cast(BinaryIO, path.open("rb"))
            return
        self.disk = packed.packed
        self.bytes = cast(BinaryIO, io.BufferedReader(packed, CHUNK))

    def share(self) -> float:
        """How much of the file on disk was read, 0–1."""
        return min(1.0, self.disk.tell() / self.size) if self.size and not self.disk.closed else 1.0

    def close(self) -> None:
        self.bytes.close()


def plain_head(path: Path, size: int = 1024) -> bytes:
    """The first bytes of what a file holds, unpacked."""
    stream = Stream(path)
    try:
        return stream.bytes.read(size)
    finally:
        stream.close()
