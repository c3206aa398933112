"""Every operation of the service, a module for each of its tags."""
