"""The panels around the article, one a file with its parts beside it. They read the session and ask, never edit."""
