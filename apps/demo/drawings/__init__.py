"""The pictures of the demo's goods, drawn by program: `python -m apps.demo.drawings` renders them all again."""
