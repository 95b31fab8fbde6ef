"""What readers did: comments, webmentions, popularity."""
