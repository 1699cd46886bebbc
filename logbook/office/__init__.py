"""What a coordinator works with: members, invitations, programmes, devices, copies, the cohort.

Each file is one noun: the queries about it, what is written about it, and the plain JSON its pages are given.
"""
