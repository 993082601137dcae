"""Happenings: the reports of one event, joined across articles."""
