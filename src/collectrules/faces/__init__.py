"""What people look at: answers as tables in a notebook, lives as pictures."""
