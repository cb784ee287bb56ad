"""Files on their way in: one that does not fit is gone at once."""

from contextlib import suppress

from django.core.files.uploadhandler import TemporaryFileUploadHandler


class UploadHandler(TemporaryFileUploadHandler):
    """Django's own would hold what filled the disk for as long as anybody looks at the error."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            with suppress(OSError):  # the last piece still does not fit
                self.file.close()  # removes the file all the same
            raise
