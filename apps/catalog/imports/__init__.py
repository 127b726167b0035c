"""Files of products on their way in: what they are, their lines, the drafts these make, the words for problems."""
