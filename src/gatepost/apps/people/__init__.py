"""Who is who: schools, people, the roles they hold, pupils, families, and who may do what."""
