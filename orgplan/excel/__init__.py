"""Reading and writing of workbooks; knows nothing of planning."""
