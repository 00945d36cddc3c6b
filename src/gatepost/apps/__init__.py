"""The site's domains, each a Django app that knows only those below it: people, ledger."""
