"""What somebody may know of posts: when they check one, when they have sent one, when they decide on one."""
