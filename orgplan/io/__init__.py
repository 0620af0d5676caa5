"""Excel in: workbooks read with every fault named, templates and inputs written back."""
