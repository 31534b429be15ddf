"""The small network that the package ships: how texts are laid out for it, and running it through onnxruntime."""
