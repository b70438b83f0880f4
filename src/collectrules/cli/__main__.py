"""`python -m collectrules.cli`."""

import sys

from collectrules.cli import main

sys.exit(main())
