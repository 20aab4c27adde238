"""`python -m ocr_facture_api extract facture.pdf`: what the package does, at the command line."""

import sys

from ._cli import main

if __name__ == "__main__":
    sys.exit(main())
