"""What only a browser can tell: whether every page can be read, reached by keyboard and used on a small telephone."""
