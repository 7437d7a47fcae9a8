# SPDX-License-Identifier: Apache-2.0
# SQLCipher's driver (0.6.4) is Python's own sqlite3 module built against another library: the same names, a few more.
# Its classes are not sqlite3's; a stub that derives from them lets the checker know every method.
import sqlite3
from sqlite3.dbapi2 import PARSE_COLNAMES as PARSE_COLNAMES
from sqlite3.dbapi2 import PARSE_DECLTYPES as PARSE_DECLTYPES
from sqlite3.dbapi2 import SQLITE_DENY as SQLITE_DENY
from sqlite3.dbapi2 import SQLITE_OK as SQLITE_OK
from sqlite3.dbapi2 import Binary as Binary
from sqlite3.dbapi2 import Cursor as Cursor
from sqlite3.dbapi2 import DatabaseError as DatabaseError
from sqlite3.dbapi2 import DataError as DataError
from sqlite3.dbapi2 import Error as Error
from sqlite3.dbapi2 import IntegrityError as IntegrityError
from sqlite3.dbapi2 import InterfaceError as InterfaceError
from sqlite3.dbapi2 import InternalError as InternalError
from sqlite3.dbapi2 import NotSupportedError as NotSupportedError
from sqlite3.dbapi2 import OperationalError as OperationalError
from sqlite3.dbapi2 import ProgrammingError as ProgrammingError
from sqlite3.dbapi2 import Row as Row
from sqlite3.dbapi2 import Warning as Warning
from sqlite3.dbapi2 import adapters as adapters
from sqlite3.dbapi2 import complete_statement as complete_statement
from sqlite3.dbapi2 import converters as converters
from sqlite3.dbapi2 import register_adapter as register_adapter
from sqlite3.dbapi2 import register_converter as register_converter
from sqlite3.dbapi2 import sqlite_version as sqlite_version
from sqlite3.dbapi2 import sqlite_version_info as sqlite_version_info
from sqlite3.dbapi2 import threadsafety as threadsafety

from typing_extensions import Buffer

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
    factory: type[Connection] = ...,
    cached_statements: int = 128,
    uri: bool = False,
    flags: int = ...,
    vfs: str | None = None,
) -> Connection: ...
