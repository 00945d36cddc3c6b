"""Gatepost puts a school federation's social networking policy into practice."""

__version__ = "0.1.0"
