"""The exit statuses of `rasad`, and the root of every error that a user can act on.

`main` prints such an error as one line on stderr and ends with its status (docs: "Exit status").

UserError
├── ConfigError         2   crawler/config/rasad_toml.py     the settings cannot be used
├── NewsroomError       2   crawler/newsroom/server.py       the demo's newsroom cannot be served
├── ArchiveMissing      2   crawler/archive/run_archive.py   the archive needs a package that is missing
├── ServeError          2   crawler/cli/web/serve.py         the web pages cannot be served
├── SaveError           2   crawler/cli/pages/page_test.py   no page test can be made of the page
├── ReaderGone          1   storage/export/output/target.py  nobody read an export to its end
├── DeliveryFailed      1   storage/export/delivery/record_sink.py    records were not taken
│   └── BatchTooLarge       the receiver takes no batch of this size
├── ExportStopped       3   crawler/run/delivery/command_target.py    an export was told to stop
├── WebhookRefused      2   crawler/run/delivery/webhook_address.py   nothing is sent to such an address
├── FetchError          1   crawler/sources/single_page.py   the page was not received
├── CatalogueError      2   spiders/catalogue/errors.py      the catalogue cannot give what was asked for
│   ├── SourceFault         one problem of a source file
│   ├── BrokenSource        the file of the requested source cannot be used
│   └── UnknownSource       no source has this id
├── QueryError          2   pipelines/arabic/search/query.py a search cannot be made
├── CursorError         2   storage/export/cursors/cursor_file.py  an export cursor cannot be used
├── WatchError          2   storage/export/watches/saved_watch.py  there is no such watch
├── FormatMissing       2   storage/export/formats/parquet.py  a format needs a package that is missing
├── LockHeld           75   storage/database/locks.py                 another run holds the lock
└── StoreError          4   storage/database/errors.py       the store cannot be used
    ├── StoreMissing        there is no store at the path
    ├── StoreNewer          a newer rasad wrote it
    ├── StoreCorrupt        it is not a SQLite file, or it is damaged
    ├── StoreReadOnly       the file or its folder cannot be written, or may not be read
    ├── StoreFull           the disk is full
    ├── StoreLocked         another program holds a write lock for too long
    └── StoreUnreachable    the server that has the store does not answer
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitStatus(IntEnum):
    """The exit statuses of `rasad`."""

    EXPECTED = 0
    FELL_SHORT = 1
    USAGE = 2
    INTERRUPTED = 3
    STORE = 4
    LOCKED = 75


class UserError(Exception):
    """An error that a user can act on; its message is one line that names the thing and the way out.

    Every subclass sets *exit_status*, or inherits it from its parent.
    """

    exit_status: ClassVar[ExitStatus]
