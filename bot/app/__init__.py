"""The composition root: puts the rooms together and runs them.

`process` is one bot from start to end; `assembly` builds it; `connect` is the way to Telegram; `demo` runs it against
the playground; `followed_clock` keeps a separate playground's time.
"""
