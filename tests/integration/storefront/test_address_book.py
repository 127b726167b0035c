"""The address book: one's own, each address once, the usual one marked."""

from tests.factories.boutique import ADDRESS, person, signed_in


def test_an_address_is_written_down_and_the_first_is_the_usual_one(boutique):
    elisa = person()
    signed_in(elisa).post("/account/addresses/new/", ADDRESS)

    [address] = elisa.addresses.all()
    assert (address.first_name, address.last_name, address.line4) == ("Elisa", "Conti", "Lucca")
    assert address.is_default_for_shipping


def test_the_same_address_twice_is_one(boutique):
    elisa = person()
    for _time in range(2):
        signed_in(elisa).post("/account/addresses/new/", ADDRESS)

    assert elisa.addresses.count() == 1


def test_another_one_can_become_the_usual_one(boutique):
    elisa = person()
    browser = signed_in(elisa)
    browser.post("/account/addresses/new/", ADDRESS)
    browser.post("/account/addresses/new/", {**ADDRESS, "line1": "Via Vitani 22", "city": "Como"})
    second = elisa.addresses.get(line4="Como")
    browser.post(f"/account/addresses/{second.pk}/default/")

    assert [a.line4 for a in elisa.addresses.filter(is_default_for_shipping=True)] == ["Como"]


def test_an_address_is_changed_and_taken_out(boutique):
    elisa = person()
    browser = signed_in(elisa)
    browser.post("/account/addresses/new/", ADDRESS)
    [address] = elisa.addresses.all()
    browser.post(f"/account/addresses/{address.pk}/", {**ADDRESS, "line1": "Via Nuova 1"})
    assert [a.line1 for a in elisa.addresses.all()] == ["Via Nuova 1"]

    browser.post(f"/account/addresses/{address.pk}/delete/")
    assert not elisa.addresses.exists()


def test_what_is_wrong_is_said_and_nothing_written(boutique):
    elisa = person()
    page = signed_in(elisa).post("/account/addresses/new/", {**ADDRESS, "postcode": "ABC"})

    assert page.status_code == 422
    assert "A postcode in Italy looks like 55100." in page.content.decode()
    assert not elisa.addresses.exists()


def test_somebody_elses_address_is_out_of_reach(boutique):
    bruno = person("bruno@example.com")
    signed_in(bruno).post("/account/addresses/new/", ADDRESS)
    [address] = bruno.addresses.all()
    stranger = signed_in(person())

    assert stranger.get(f"/account/addresses/{address.pk}/").status_code == 404
    assert stranger.post(f"/account/addresses/{address.pk}/", ADDRESS).status_code == 404
    assert stranger.post(f"/account/addresses/{address.pk}/default/").status_code == 404
    stranger.post(f"/account/addresses/{address.pk}/delete/")
    assert bruno.addresses.count() == 1


def test_an_empty_book_says_what_it_is_for(boutique):
    assert "No address yet" in signed_in(person()).get("/account/addresses/").content.decode()
