"""The small file beside the backups that says who asked to be forgotten: so that an old backup forgets them again, even
where the database is lost.

One line each: a keyed hash and the last time. The key is in the backups and not in here, so the file alone names nobody.
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path

from bot.errors import Exit, Mistake
from bot.store.files import synced
from bot.store.forgetting import Buried

NAME = "tombstones"
_LINE = re.compile(r"([0-9a-f]{64}) (\S+)")


def read(folder: Path) -> Buried | None:
    """What the file in this folder says; `None` if there is none. `Mistake` if it cannot be read or is damaged: then
    somebody would come back who is not to.
    """
    try:
        lines = (folder / NAME).read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError):
        raise Mistake(f"The file {NAME} beside the backup cannot be read.", Exit.BACKUP) from None
    stones = {}
    for line in lines:
        found = _LINE.fullmatch(line)
        try:
            stones[found[1] if found else ""] = datetime.fromisoformat(found[2] if found else "")
        except ValueError:
            raise Mistake(f"The file {NAME} beside the backup is damaged.", Exit.BACKUP) from None
    return Buried(frozenset(), stones)


def add(folder: Path, buried: Buried) -> None:
    """Adds tombstones to the file of this folder; what it has stays. It changes all at once."""
    stones = dict(buried.stones)
    known = read(folder)
    for keyed_hash, at in known.stones.items() if known else ():
        stones[keyed_hash] = max(at, stones.get(keyed_hash, at))
    lines = "".join(f"{keyed_hash} {at.isoformat()}\n" for keyed_hash, at in sorted(stones.items()))
    new = folder / f"{NAME}.unfinished"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(lines)
    synced(new)
    new.replace(folder / NAME)
    synced(folder)
