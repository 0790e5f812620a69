"""The pages that readers see, one file for each sort of page. Read published rows only; may import articles.public."""
