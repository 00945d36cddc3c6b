"""The second tier of the model of meaning learns here: see `training.sentences.train`."""
