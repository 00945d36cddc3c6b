"""What people owe: raised by what happens, due by the school's own calendar, passed on when nobody answers."""
