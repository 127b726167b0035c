"""Lists of wishes: a heart keeps a thing, also for somebody who signs in first."""

from oscar.apps.wishlists.models import WishList

from tests.factories.boutique import person, signed_in


def wish(browser, product, **more):
    return browser.post(f"/account/lists/add/{product.pk}/", {"next": "/all/", **more}, follow=True)


def titles(user):
    return [line.product.get_title() for wishes in user.wishlists.all() for line in wishes.lines.all()]


def test_a_heart_makes_the_first_list(boutique):
    elisa = person()
    page = wish(signed_in(elisa), boutique.mug)

    assert titles(elisa) == ["Half-dip mug"]
    assert "on your list “My wishes”" in page.content.decode()
    assert page.redirect_chain[-1][0] == "/all/"


def test_a_second_press_keeps_it_once(boutique):
    elisa = person()
    browser = signed_in(elisa)
    wish(browser, boutique.mug)
    wish(browser, boutique.mug)

    assert titles(elisa) == ["Half-dip mug"]
    assert WishList.objects.count() == 1


def test_a_visitor_signs_in_and_is_asked_on_which_list(boutique, visitor):
    from tests.factories.boutique import PASSWORD

    elisa = person()
    asked = visitor.post(f"/account/lists/add/{boutique.mug.pk}/")
    assert asked["Location"].startswith("/account/sign-in/?next=/account/lists/add/")
    page = visitor.post(asked["Location"], {"username": elisa.email, "password": PASSWORD}, follow=True)

    assert "Save it" in page.content.decode()
    assert titles(elisa) == []


def test_several_lists_have_names(boutique):
    elisa = person()
    browser = signed_in(elisa)
    browser.post("/account/lists/new/", {"name": "Wedding"})
    browser.post("/account/lists/new/", {"name": "Kitchen"})
    wish(browser, boutique.mug, list=WishList.objects.get(name="Wedding").key)

    assert WishList.objects.get(name="Wedding").lines.count() == 1
    browser.post(f"/account/lists/{WishList.objects.get(name='Wedding').key}/", {"name": "Marriage"})
    assert WishList.objects.filter(name="Marriage").exists()


def test_a_list_needs_a_name_and_there_is_an_end_to_them(boutique):
    browser = signed_in(person())

    assert browser.post("/account/lists/new/", {"name": " "}).status_code == 422
    for number in range(21):
        answer = browser.post("/account/lists/new/", {"name": f"List {number}"})
    assert answer.status_code == 422
    assert WishList.objects.count() == 20


def test_things_and_lists_are_taken_away(boutique):
    elisa = person()
    browser = signed_in(elisa)
    wish(browser, boutique.mug)
    [wishes] = elisa.wishlists.all()
    browser.post(f"/account/lists/{wishes.key}/{wishes.lines.get().pk}/remove/")
    assert titles(elisa) == []

    browser.post(f"/account/lists/{wishes.key}/delete/")
    assert not WishList.objects.exists()


def test_somebody_elses_list_is_out_of_reach(boutique):
    bruno = person("bruno@example.com")
    wish(signed_in(bruno), boutique.mug)
    [wishes] = bruno.wishlists.all()
    stranger = signed_in(person())

    assert stranger.get(f"/account/lists/{wishes.key}/").status_code == 404
    assert "isn&#x27;t there any more" in wish(stranger, boutique.green, list=wishes.key).content.decode()
    stranger.post(f"/account/lists/{wishes.key}/delete/")
    stranger.post(f"/account/lists/{wishes.key}/{wishes.lines.get().pk}/remove/")
    assert titles(bruno) == ["Half-dip mug"]


def test_what_is_gone_cant_be_wished_for_and_stays_readable_on_a_list(boutique):
    elisa = person()
    browser = signed_in(elisa)
    wish(browser, boutique.mug)
    boutique.withdraw(boutique.mug)

    assert "have this any more" in wish(browser, boutique.mug).content.decode().replace("&#x27;", "'")
    [wishes] = elisa.wishlists.all()
    assert "Half-dip mug" in browser.get(f"/account/lists/{wishes.key}/").content.decode()
