"""The federation's own site: thin pages over the services of the apps."""
