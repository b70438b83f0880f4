"""Show collectrules at work; needs nothing but Python 3.11 or newer. Arguments go to `collectrules demo`."""

import sys

import _venv

if __name__ == "__main__":
    sys.exit(_venv.run(".venv", ["--editable", ".[terminal]"], ["collectrules", "demo", *sys.argv[1:]]))
