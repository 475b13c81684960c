"""What eventx relies on in a plugin, as checks that anybody can run over one.

Knows the checks of importers (:mod:`eventx.conformance.importers`) and of exporters (:mod:`eventx.conformance.exporters`), and
how those of an installed package are run (:mod:`eventx.conformance.running`). The contract suites of :mod:`eventx.testing` are
these same checks as tests. Needs no pytest, and is imported only when it is asked for.
"""
