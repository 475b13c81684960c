"""Work shared out to the cores of this machine or to a cluster, and its results in the order in which the work was given.

An engine calls one function on many items. What the function and the items are is not its business; both are picklable, and a
function called again on an item does the same again, for a worker that is lost is replaced, and what it had is done anew.
"""
