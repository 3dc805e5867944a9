"""The use cases: one method per thing a person does, one transaction each.

`workspace.Workspace` is the door; its methods stand in one file per subject. Only this floor
calls plugins, opens stores and looks up rates; it hands plain values down and plain values out.
"""
