"""Where there is no page to show, the shop says so in its own words and look."""

import pytest
from django.test import Client

LOGO = 'class="logo"'


def test_a_form_that_has_grown_too_old_is_refused_in_our_own_words(boutique):
    suspicious = Client(enforce_csrf_checks=True)

    answer = suspicious.post(f"/basket/add/{boutique.mug.pk}/", {"quantity": 1, "way": "delivery"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "The form you sent had grown too old" in page
    assert LOGO in page
    assert "CSRF" not in page


@pytest.mark.parametrize(
    "address", ["/basket/add/1/", "/checkout/paying/keep/", "/checkout/getting/regroup/"]
)
def test_an_address_that_only_takes_forms_says_so_to_whoever_looks_at_it(boutique, visitor, address):
    answer = visitor.get(address)

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is no page at this address" in answer.content.decode()
    assert LOGO in answer.content.decode()


def test_it_is_said_in_the_language_of_the_visitor(boutique):
    answer = Client(headers={"accept-language": "it"}).get("/basket/add/1/")

    assert '<html lang="it"' in answer.content.decode()
