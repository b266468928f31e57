"""What the house is built with: no Django in here."""
