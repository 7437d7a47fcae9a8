# SPDX-License-Identifier: Apache-2.0
"""A paper that opens only with its passphrase (AES-256, PDF 2.0), and the proof that it does."""

from __future__ import annotations

import secrets
import unicodedata
from io import BytesIO
from typing import Final

from pikepdf import Encryption, PasswordError, Pdf, PdfError

from dit_desktop.documents.errors import DoesNotOpen, PassphraseMissing, PassphraseTooLong, WrongPassphrase

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letter that is taken for a digit
_GROUPS, _GROUP = 6, 4  # 120 bits
_LONGEST = 127  # bytes; what a reader does with more differs
_REVISION: Final = 6
_BITS: Final = 256


def new_passphrase() -> str:
    """A random passphrase of 24 characters that can be read out over the telephone."""
    return "-".join("".join(secrets.choice(_CROCKFORD) for _letter in range(_GROUP)) for _group in range(_GROUPS))


def checked(passphrase: str) -> str:
    """The passphrase composed (NFC) as it goes into a file; raises PassphraseMissing or PassphraseTooLong."""
    composed = unicodedata.normalize("NFC", passphrase)
    if not composed.strip():
        raise PassphraseMissing
    if len(composed.encode(errors="surrogatepass")) > _LONGEST:
        raise PassphraseTooLong
    return composed


def protected(data: bytes, passphrase: str) -> bytes:
    """The file encrypted, its metadata included, in memory; everything may be done with it once it is open."""
    word = checked(passphrase)
    result = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        pdf.save(result, encryption=Encryption(owner=word, user=word, R=_REVISION, aes=True, metadata=True))
    return result.getvalue()


def reopen(data: bytes, passphrase: str = "") -> int:
    """The number of pages of a finished file, every stream of which was read.

    With a passphrase the file must also be shut without it, and with AES-256.
    Raises WrongPassphrase or DoesNotOpen.
    """
    word = checked(passphrase) if passphrase else ""
    try:
        if word and _opens(data, ""):
            raise DoesNotOpen
        with Pdf.open(BytesIO(data), password=word) as pdf:
            if word and not _well_protected(pdf):
                raise DoesNotOpen
            if pdf.check_pdf_syntax():
                raise DoesNotOpen
            return len(pdf.pages)
    except PasswordError:
        raise WrongPassphrase from None
    except PdfError:
        raise DoesNotOpen from None


def _opens(data: bytes, word: str) -> bool:
    try:
        Pdf.open(BytesIO(data), password=word).close()
    except PasswordError:
        return False
    return True


def _well_protected(pdf: Pdf) -> bool:
    how = pdf.encryption
    methods = {method.name for method in (how.stream_method, how.string_method, how.file_method)}
    return pdf.is_encrypted and (how.R, how.bits) == (_REVISION, _BITS) and methods == {"aesv3"}
