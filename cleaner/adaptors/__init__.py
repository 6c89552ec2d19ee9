"""Adaptors: `clean_batch` in the shape that Spark, datatrove and Hugging Face `datasets` expect."""
