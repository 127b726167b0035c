"""Search engines: told where not to look, and where everything is."""


def test_robots_are_kept_out_of_what_is_ones_own(boutique, visitor):
    text = visitor.get("/robots.txt").content.decode()

    assert "Disallow: /checkout/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_map_lists_categories_and_what_is_published(boutique, visitor):
    index = visitor.get("/sitemap.xml").content.decode()
    products = visitor.get("/sitemap-1.xml").content.decode()

    assert "http://testserver/sitemap-0.xml" in index
    assert "/c/kitchen" in visitor.get("/sitemap-0.xml").content.decode()
    assert f"/p/{boutique.mug.slug}_{boutique.mug.pk}/" in products
    assert str(boutique.green.pk) not in products.replace(str(boutique.vase.pk), "").replace("0.9", "")


def test_what_is_withdrawn_leaves_the_map(boutique, visitor):
    boutique.withdraw(boutique.mug)
    boutique.show(boutique.mug)

    assert "half-dip" not in visitor.get("/sitemap-1.xml").content.decode()


def test_a_part_that_doesnt_exist_isnt_there(boutique, visitor):
    assert visitor.get("/sitemap-9.xml").status_code == 404
