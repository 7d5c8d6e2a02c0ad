"""What the operator decides, from the environment or a file `.env` beside it. docs/operations.md has the table."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import Exit, Mistake

TELEGRAM = "https://api.telegram.org"
TRIAGE = ("graded", "list")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LONGEST_NAME = 120
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,80}")
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s?#]*")
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
_LARGEST_ID = 2**52
"""Ids have at most 52 significant bits: core.telegram.org/bots/api#chat."""
_SAID = {
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "float_parsing": "must be a number",
    "bool_parsing": "must be on or off",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
}
"""What the kinds of mistakes that pydantic finds by itself are in plain words."""


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
    triage: str = ""
    """How "is this normal today?" is answered: `graded` or `list`. A deployment has to choose: there is no default."""
    triage_chosen_by: str = ""
    """Who decided that: a name or a role. It is kept in the database and logged nowhere."""
    webhook_url: str = ""
    """Where Telegram reaches `serve` from outside: `https://bot.example.org`."""
    webhook_secret: SecretStr = SecretStr("")
    """What Telegram says to be let in by `serve`: 32 to 256 characters of A-Z, a-z, 0-9, _ and -."""
    port: int = Field(default=8080, ge=0, le=65535)
    """Where `serve` listens; 0 takes a free one."""
    admin_chat: int | None = Field(default=None, ge=-_LARGEST_ID, le=_LARGEST_ID)
    """The operators' chat: a chat id. Alerts go there."""
    metrics_token: SecretStr = SecretStr("")
    """What a reader of `/metrics` says to be let in: 32 to 256 characters of A-Z, a-z, 0-9, _ and -."""
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    """A port on this machine alone with `/metrics`, `/healthz` and `/readyz`; 0 takes a free one."""
    paid_broadcast: bool = False
    """Whether the bot pays Telegram to send up to 1,000 messages a second."""
    sqlite_on_a_lent_disk: bool = False
    """Start with SQLite even where the platform is known to wipe its disk."""
    waits_scale: float = Field(default=1.0, gt=0, le=1)
    """By how much leases and the like are shortened, for tests. All processes on one database need the same."""
    clock_url: str = ""
    """A playground whose clock is followed instead of the machine's."""

    @field_validator("bot_api_url", "webhook_url", "clock_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not _ADDRESS.fullmatch(value):
            raise ValueError("must be an address such as http://127.0.0.1:8081")
        return value.rstrip("/")

    @field_validator("metrics_token")
    @classmethod
    def _is_secret(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("must be 32 to 256 characters of A-Z, a-z, 0-9, _ and -")
        return value

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

    @field_validator("triage")
    @classmethod
    def _is_triage(cls, value: str) -> str:
        if value and value.lower() not in TRIAGE:
            raise ValueError("must be graded or list; docs/clinical.md says what that means")
        return value.lower()

    @field_validator("triage_chosen_by")
    @classmethod
    def _is_one_line(cls, value: str) -> str:
        if len(value) > LONGEST_NAME or not value.isprintable():
            raise ValueError(f"must be one line of at most {LONGEST_NAME} characters")
        return value.strip()

    def webhook(self) -> tuple[str, str]:
        """Where `serve` is reached from outside, and the secret. `Mistake` when either is missing or no good; the line
        does not repeat the secret.
        """
        secret = self.webhook_secret.get_secret_value().strip()
        if not self.webhook_url:
            raise Mistake("WEBHOOK_URL is not set: where Telegram reaches this bot, such as https://bot.example.org.")
        if not secret:
            raise Mistake(
                "WEBHOOK_SECRET is not set: it keeps strangers out. Make one with "
                "`python3 -c 'import secrets; print(secrets.token_urlsafe(48))'`."
            )
        if not _SECRET.fullmatch(secret):
            raise Mistake("WEBHOOK_SECRET must be 32 to 256 characters of A-Z, a-z, 0-9, _ and -.")
        return self.webhook_url, secret

    def triage_choice(self) -> tuple[str, str]:
        """How "is this normal today?" is answered, and who decided so. `Mistake` until both are said: it is a choice
        that somebody has to answer for, so nothing starts without it.
        """
        if not self.triage:
            raise Mistake(
                'TRIAGE is not set: "graded" answers "is this normal?" for each patient, which many countries count as '
                'a medical device; "list" shows everybody the same table. Read docs/clinical.md, then set TRIAGE=graded '
                "or TRIAGE=list, and TRIAGE_CHOSEN_BY=<who decided>."
            )
        if not self.triage_chosen_by:
            raise Mistake(
                f"TRIAGE_CHOSEN_BY is not set: say who decided on TRIAGE={self.triage}, by name or role. It is kept in "
                "the database and nowhere else."
            )
        return self.triage, self.triage_chosen_by

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
        said = "must be the id of a chat, such as -1001234567890" if name == "ADMIN_CHAT" else _SAID.get(first["type"])
        reason = said.format_map(first.get("ctx", {})) if said else first["msg"].removeprefix("Value error, ")
        raise Mistake(f"{name} {reason}".strip() + ".") from None
