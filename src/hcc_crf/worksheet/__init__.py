"""Paper: layout and rendering of visit worksheets and casebooks."""
