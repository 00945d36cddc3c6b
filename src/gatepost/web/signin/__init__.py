"""The sign-in library, taught what this site asks of whoever comes in."""
