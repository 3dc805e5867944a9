"""The pages' examples are run by `tests/docs`, not collected from here."""

collect_ignore_glob = ["*"]
