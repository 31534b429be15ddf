"""The command line: boundary, declaration, one function a command."""
