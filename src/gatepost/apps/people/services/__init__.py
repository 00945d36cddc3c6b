"""What can be done to people, roles and families: one module a subject, one function a verb."""
