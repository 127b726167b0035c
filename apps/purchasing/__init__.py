"""Buying goods: from whom, on what terms, what was ordered, what came and what it cost."""
