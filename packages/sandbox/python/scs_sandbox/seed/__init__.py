"""What the cloud holds before a client comes. Every step looks for what is there first, so it can be repeated."""
