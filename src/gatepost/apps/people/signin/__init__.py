"""Who may sign in, how they are let in, and what is asked of them: invitations, links, the school's own accounts."""
