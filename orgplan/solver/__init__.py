"""The model stated in PuLP and solved by HiGHS and SCIP. No other room knows any of them."""
