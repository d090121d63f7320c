"""The commands of ``pdz``: each turns what was typed into an answer; none reads the clock twice or writes by itself."""
