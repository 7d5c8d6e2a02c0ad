"""What the operator decides, from the environment or a file `.env` beside it. docs/operations.md has the table."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import Exit, Mistake

TELEGRAM = "https://api.telegram.org"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,80}")
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s?#]*")


class Settings(BaseSettings):
    """The settings of one process. An empty value counts as none."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr = SecretStr("")
    """The token that @BotFather gave."""
    bot_api_url: str = TELEGRAM
    """The Bot API server: methods are called at `<bot_api_url>/bot<token>/<method>`."""
    database_url: str = "sqlite:///data/bot.db"
    """Where the facts are kept."""
    log_level: str = "INFO"
    home_zone: str = "Europe/Berlin"
    """The time zone in which most newcomers are: the first guess in registration."""
    home_country: str = ""
    """Where most newcomers are, an ISO 3166 code; the zone's country if it is not set."""
    numbers_file: Path | None = None
    """The host's own emergency numbers, in the form of bot/words/countries.toml, put over the shipped ones."""
    clock_url: str = ""
    """A playground whose clock is followed instead of the machine's."""

    @field_validator("bot_api_url", "clock_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not _ADDRESS.fullmatch(value):
            raise ValueError("must be an address such as http://127.0.0.1:8081")
        return value.rstrip("/")

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, value: str) -> str:
        if value.upper() not in LEVELS:
            raise ValueError(f"must be one of {', '.join(LEVELS)}")
        return value.upper()

    @field_validator("home_zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not a time zone; write it like Europe/Berlin") from None
        return value

    @field_validator("home_country")
    @classmethod
    def _is_country(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z]{2}", value):
            raise ValueError("must be a code of two letters, such as DE")
        return value.upper()

    def token(self) -> str:
        """The token. `Mistake` when there is none or it is not one; the line does not repeat it."""
        token = self.bot_token.get_secret_value().strip()
        if not token:
            raise Mistake(
                "BOT_TOKEN is not set: ask @BotFather for a token, or try `python -m bot demo`.", Exit.BAD_TOKEN
            )
        if not _TOKEN.fullmatch(token):
            raise Mistake("BOT_TOKEN is not a token: it looks like 123456789:letters-and-digits.", Exit.BAD_TOKEN)
        return token


def load() -> Settings:
    """Reads the settings. `Mistake` names the first that is wrong, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise Mistake(f"{name} {reason}".strip() + ".") from None
