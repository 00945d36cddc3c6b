"""Reading people in from files: read, plan, show, and only then change anything, all or nothing."""
