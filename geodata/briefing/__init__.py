"""8  A view -> sheet: PNG, PDF, PPTX, and text in which every sentence cites claims."""
