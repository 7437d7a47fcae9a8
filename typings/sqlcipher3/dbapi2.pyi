# SQLCipher's driver (0.6.4) is Python's own sqlite3 module built against another library: the same names, a few more.
# Its classes are not sqlite3's; a stub that derives from them lets the checker know every method.
import sqlite3
from typing_extensions import Buffer
from sqlite3.dbapi2 import *

SQLITE_OPEN_CREATE: int
SQLITE_OPEN_READONLY: int
SQLITE_OPEN_READWRITE: int

class Connection(sqlite3.Connection):
    # Raises OperationalError where the key cannot be used, TypeError for what is not bytes.
    def set_key(self, key: Buffer | str) -> None: ...
    # Encrypts an open database under another key; refused on one that has none.
    def reset_key(self, key: Buffer | str) -> None: ...
    def set_busy_timeout(self, seconds: float) -> None: ...

def connect(
    database: str | bytes,
    timeout: float = 5.0,
    detect_types: int = 0,
    isolation_level: str | None = "DEFERRED",
    check_same_thread: bool = True,
    factory: type[Connection] | None = ...,
    cached_statements: int = 128,
    uri: bool = False,
    flags: int = ...,
    vfs: str | None = None,
) -> Connection: ...
