"""Makes HTML and SVG: escaped text, tables with bars, column charts, and the words of a page in two languages."""
