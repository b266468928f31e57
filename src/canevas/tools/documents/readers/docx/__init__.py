"""Word files (WordprocessingML), read straight from their XML: a thousand minutes a minute."""
