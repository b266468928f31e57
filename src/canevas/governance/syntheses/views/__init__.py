"""The pages of syntheses: sheets and their table, gathering, copies that come back, decisions, the pack."""
