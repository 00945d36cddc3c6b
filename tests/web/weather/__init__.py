"""Bad weather: what people, their browsers and their servers do to a site that was not meant to be done."""
