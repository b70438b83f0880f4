"""What of this folder is no example: the configuration of the site, which only Sphinx can read."""

collect_ignore = ["conf.py"]
