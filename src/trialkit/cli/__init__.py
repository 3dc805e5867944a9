"""The command line: parse, call the workspace, print. No rules here.

`main.run` is the door; `catalogue` names every command; a family of commands stands in one
module that is imported when one of them is called.
"""
