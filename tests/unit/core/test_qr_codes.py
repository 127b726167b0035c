"""A QR code drawn as a path is the code."""

from django.template import Context, Template

from apps.core.qr import QUIET, qr_code


def test_the_path_draws_the_three_corners() -> None:
    code = qr_code("B7-4K2M")

    assert code.size == 21 + 2 * QUIET, "a short text takes the smallest symbol"
    assert code.path.startswith(f"M{QUIET} {QUIET}h7v1h-7z"), "the first corner's edge is seven modules wide"
    assert f"M{QUIET + 14} {QUIET}h7v1h-7z" in code.path


def test_another_text_is_another_code() -> None:
    assert qr_code("B7-4K2M").path != qr_code("B7-4K2P").path


def test_a_code_says_what_it_is_for() -> None:
    shown = Template('{% load bottega %}{% qr_code "B7" label=words %}').render(
        Context({"words": 'Order "B7"'})
    )

    assert 'role="img" aria-label="Order &quot;B7&quot;"' in shown
