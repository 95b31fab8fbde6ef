"""Pictures and files of the content folder: names, and what is published of them."""
