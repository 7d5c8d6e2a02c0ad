"""What people send besides text: which kinds there are, and what the Bot API says of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.values import StoredFile

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffe00200059102b0f6725e660000000049454e44ae426082"
)
"""The smallest PNG: what a photo holds when nobody cares."""

WITH_FILE: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "photo": ("photo.png", "image/png", {}),
    "document": ("document.pdf", "application/pdf", {}),
    "sticker": (
        "sticker.webp",
        "image/webp",
        {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"},
    ),
    "voice": ("voice.ogg", "audio/ogg", {"duration": 3, "mime_type": "audio/ogg"}),
    "audio": ("audio.mp3", "audio/mpeg", {"duration": 30, "mime_type": "audio/mpeg"}),
    "video": ("video.mp4", "video/mp4", {"width": 640, "height": 480, "duration": 5, "mime_type": "video/mp4"}),
    "video_note": ("note.mp4", "video/mp4", {"length": 240, "duration": 5}),
    "animation": ("animation.mp4", "video/mp4", {"width": 320, "height": 240, "duration": 2}),
}
"""Kinds that carry a file: name, type, and what the Bot API adds."""

WITHOUT_FILE: Mapping[str, Mapping[str, Any]] = {
    "location": {"latitude": 38.7223, "longitude": -9.1393},
    "contact": {"phone_number": "+10000000000", "first_name": "Somebody"},
    "dice": {"emoji": "🎲", "value": 4},
    "poll": {
        "id": "1",
        "question": "Which one?",
        "options": [
            {"persistent_id": "1", "text": "This", "voter_count": 0},
            {"persistent_id": "2", "text": "That", "voter_count": 0},
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
    "venue": {"location": {"latitude": 38.7223, "longitude": -9.1393}, "title": "A place", "address": "A street"},
}
"""Kinds that are data only, with what is said when no field is given."""


ALBUM = "media_group_id"
"""What the messages of one album share."""


def details(kind: str, fields: Mapping[str, Any], stored: StoredFile | None) -> dict[str, Any]:
    """The part of a Message that belongs to its kind, and its album. Photos and documents are written from the message
    itself.
    """
    if kind in WITHOUT_FILE:
        return {kind: {**WITHOUT_FILE[kind], **fields}}
    album = {ALBUM: fields[ALBUM]} if ALBUM in fields else {}
    if stored is None or kind in {"photo", "document"}:
        return album
    shown = {
        **WITH_FILE[kind][2],
        **{name: value for name, value in fields.items() if name != ALBUM},
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }
    return {kind: shown, **album}
