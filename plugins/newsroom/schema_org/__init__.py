"""The vocabulary of schema.org: what machines read of stories, pages, people and the paper."""
