"""What everybody may read without signing in: adopted tables (``tables``) and published figures (``figures``)."""
