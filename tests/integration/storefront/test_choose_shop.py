"""Choose my shop: nearest first, remembered on the device, no session, no script."""

from django.contrib.sessions.models import Session


def names(page):
    return [row.place.name for row in page.context["rows"]]


def place(location, latitude, longitude):
    location.latitude, location.longitude = latitude, longitude
    location.save()


def test_shops_are_listed_by_name_where_nobody_said_from_where(boutique, visitor):
    assert names(visitor.get("/shops/")) == ["Como", "Lucca"]


def test_a_postcode_puts_the_nearest_shop_first(boutique, visitor):
    place(boutique.lucca, 43.84, 10.50)
    place(boutique.como, 45.81, 9.08)

    page = visitor.get("/shops/", {"place": "50121"})

    assert names(page) == ["Lucca", "Como"]
    assert [round(row.distance) for row in page.context["rows"]] == [61, 285]


def test_a_town_or_the_browsers_own_place_does_too(boutique, visitor):
    place(boutique.lucca, 43.84, 10.50)
    place(boutique.como, 45.81, 9.08)

    assert names(visitor.get("/shops/", {"place": "Milano"})) == ["Como", "Lucca"]
    assert names(visitor.get("/shops/", {"lat": "43.7", "lng": "10.4"})) == ["Lucca", "Como"]


def test_an_unknown_place_is_said_to_be_unknown_and_all_shops_are_listed(boutique, visitor):
    page = visitor.get("/shops/", {"place": "Atlantis"})

    assert "We don't know “Atlantis”" in page.content.decode()
    assert names(page) == ["Como", "Lucca"]


def test_nonsense_for_coordinates_is_passed_over(boutique, visitor):
    for latitude, longitude in (("north", "east"), ("91", "0"), ("nan", "0"), ("", "")):
        assert visitor.get("/shops/", {"lat": latitude, "lng": longitude}).status_code == 200


def test_the_choice_is_remembered_without_a_session(boutique, visitor):
    answer = visitor.post("/shops/", {"shop": "como", "next": "/all/"})

    assert answer["Location"] == "/all/"
    assert visitor.get("/").context["chosen_shop"].name == "Como"
    assert not Session.objects.exists()


def test_an_unknown_shop_changes_nothing(boutique, visitor):
    visitor.post("/shops/", {"shop": "como"})
    page = visitor.post("/shops/", {"shop": "atlantis"}, follow=True)

    assert "We have no such shop" in page.content.decode()
    assert visitor.get("/").context["chosen_shop"].name == "Como"


def test_one_may_forget_ones_shop(boutique, visitor):
    visitor.post("/shops/", {"shop": "como"})
    visitor.post("/shops/", {"shop": ""})

    assert not visitor.get("/").context["chosen_shop"]


def test_one_is_never_sent_to_another_site(boutique, visitor):
    answer = visitor.post("/shops/", {"shop": "como", "next": "https://evil.example/"})

    assert answer["Location"] == "/shops/"


def test_the_list_says_where_a_product_lies(boutique, visitor):
    boutique.receive(boutique.mug, 3, boutique.como)

    page = visitor.get("/shops/", {"product": boutique.mug.pk})

    assert {row.place.name: row.stock for row in page.context["rows"]} == {"Como": 3, "Lucca": 0}


def test_a_product_that_isnt_one_is_left_out(boutique, visitor):
    for product in ("0", "-1", "abc", "9" * 30, str(boutique.vase.pk)):
        assert visitor.get("/shops/", {"product": product}).context["product"] is None
