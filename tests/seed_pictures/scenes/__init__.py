"""One scene a module, each with `draw()`: the picture, finished. May import `canvas` and `figures`."""
