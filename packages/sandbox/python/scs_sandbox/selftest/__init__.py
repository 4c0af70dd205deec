"""A walk through every service with openstacksdk, as the member user wherever a customer could do it.

It runs inside the virtualenv (`sandbox selftest`), makes everything it needs under a random name,
deletes it again and fails when anything is left.
"""
