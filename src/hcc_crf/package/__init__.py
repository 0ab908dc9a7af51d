"""What travels: seal a run of events into a signed, encrypted package, and open one step by step.

The container is that of the exchange format: BagIt 1.0 in a stored ZIP, an SSHSIG signature over
its tag manifest, the whole encrypted with age, so that a third party can open and check it without
this program. Every module here takes bytes and returns values; only `files` touches a disk.
"""
