"""Catalogues of sentences, one folder a language; read by :mod:`orgplan.language`."""
