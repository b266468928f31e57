"""What is counted: indicators, missing values, breaks of a series."""
