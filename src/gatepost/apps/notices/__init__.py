"""What people are told: a notice to one person, and the letters without content that say that there is one."""
