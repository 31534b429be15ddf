"""What an assistant may ask, over the Model Context Protocol: the gate and the desk as tools. Read-only unless told otherwise."""
