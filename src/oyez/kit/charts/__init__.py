"""Drawings: frozen values in, SVG text out. Colours come from the style sheet, so one serves page, mail and PDF."""
