"""Making of seeds/gazetteer/ from pinned packages; needed to renew the data, never to run."""
