"""What falls due, for whom and when: as rows and as calendars. It judges nothing."""
