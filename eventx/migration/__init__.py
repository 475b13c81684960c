"""Records lifted to a newer version of the schema: ``steps`` knows what changes from one version to the next, ``files`` the files
that hold them."""
