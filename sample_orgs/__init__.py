"""Sample organisations: a script each, and the workbook that it makes."""
