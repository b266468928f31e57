"""Long work of syntheses: gathering, copies that come back."""
