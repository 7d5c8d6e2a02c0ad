"""Both databases, and a Telegram on loopback."""

from tests.databases import database_url, migrated_url
from tests.delivery.conftest import served

__all__ = ["database_url", "migrated_url", "served"]
