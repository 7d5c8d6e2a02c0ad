"""A Telegram of one's own: the Bot API on this machine, with a clock that can be turned, and a page to chat on.

`world` is what people can do, `server` puts it on the network, `faults` makes calls go wrong, `ledger` knows what the
bot did. It knows nothing of the bot, so what it says of the bot can be believed.
"""
