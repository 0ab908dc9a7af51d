"""Paper: layout and rendering of visit worksheets and casebooks."""

from .document import PrintRun
from .printing import render_casebook, render_worksheet

__all__ = ["PrintRun", "render_casebook", "render_worksheet"]
