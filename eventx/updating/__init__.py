"""A dataset brought up to date: files that change it, and lists of what its source has deleted.

``newest`` remembers the newest version of each record that the files have, ``deleted`` reads the lists, ``reading`` puts both
together so that every unit of every file is accounted for. Nothing here knows a format.
"""
