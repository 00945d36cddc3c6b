"""Policy packs that come with Gatepost."""
