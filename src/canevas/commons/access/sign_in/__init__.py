"""What django-allauth and django-axes call while somebody signs in, and what stands watch afterwards."""
