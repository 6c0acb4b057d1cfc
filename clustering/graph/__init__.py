"""Numbers to groups: neighbours and linkage."""
