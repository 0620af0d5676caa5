"""The model stated in PuLP and solved by HiGHS, or by CBC where HiGHS is missing. No other room knows either."""
