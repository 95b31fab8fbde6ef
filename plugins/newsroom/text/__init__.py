"""Small facts about text: characters, addresses, links."""
