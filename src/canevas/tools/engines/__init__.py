"""Who counts: DuckDB on one machine, Spark where data outgrow it. One expression of Ibis runs on both."""
