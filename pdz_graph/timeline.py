"""The verdicts of a row of days: how each norm fared in the course of time."""
