"""Workbooks that go out for somebody to fill in, and come back as figures or as a plan."""
