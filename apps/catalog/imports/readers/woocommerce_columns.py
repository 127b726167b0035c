"""WooCommerce names its columns in the language of the shop; here they get the names that they have in English."""

import re
from collections.abc import Iterator

from ..tables import Row, Table

#: English name: what it is called in French, Italian, Polish, Indonesian, German and Spanish shops.
_NAMES = {
    "id": "identyfikator",
    "type": "tipo | typ | tipe",
    "sku": "ugs | artikelnummer",
    "gtin, upc, ean, or isbn": (
        "gtin upc ean ou isbn | gtin upc ean o isbn | gtin upc ean lub isbn | gtin upc ean atau isbn"
        " | gtin upc ean oder isbn"
    ),
    "name": "nom | nome | nazwa | nama | nombre",
    "published": (
        "publié | pubblicato | opublikowano | opublikowany | telah terbit | diterbitkan | veröffentlicht | publicado"
    ),
    "is featured?": (
        "mis en avant | in primo piano | wyróżniony produkt | polecany | unggulan | ist hervorgehoben | está destacado"
    ),
    "visibility in catalog": (
        "visibilité dans le catalogue | visibilità nel catalogo | widoczność w katalogu | visibilitas di katalog"
        " | sichtbarkeit im katalog | visibilidad en el catálogo"
    ),
    "short description": (
        "description courte | breve descrizione | descrizione breve | krótki opis | deskripsi singkat"
        " | kurzbeschreibung | descripción corta"
    ),
    "description": "descrizione | opis | deskripsi | beschreibung | descripción",
    "date sale price starts": (
        "date de début de promo | data di inizio del prezzo in offerta | data di inizio offerta"
        " | data rozpoczęcia promocji | tanggal harga obral dimulai | datum an dem angebotspreis beginnt"
        " | día en que empieza el precio rebajado"
    ),
    "date sale price ends": (
        "date de fin de promo | data di fine del prezzo in offerta | data di fine offerta"
        " | data zakończenia promocji | tanggal harga obral berakhir | datum an dem angebotspreis endet"
        " | día en que termina el precio rebajado"
    ),
    "tax status": (
        "état de la tva | stato delle imposte | status podatku | status pajak | steuerstatus | estado del impuesto"
    ),
    "tax class": (
        "classe de tva | classe tva | aliquota di imposta | klasa podatkowa | kelas pajak | steuerklasse"
        " | clase de impuesto"
    ),
    "stock": "magazzino | stan magazynowy | stok | bestand | lager | inventario",
    "sale price": (
        "tarif promo | prix promo | prezzo in offerta | cena promocyjna | harga obral | angebotspreis | precio rebajado"
    ),
    "regular price": (
        "tarif régulier | prix régulier | prezzo di listino | cena | cena regularna | harga reguler | harga normal"
        " | regulärer preis | precio normal"
    ),
    "categories": "catégories | categorie | kategorie | kategori | kategorien | categorías",
    "tags": "étiquettes | tag | tagi | schlagwörter | etiquetas",
    "images": "immagini | obrazki | gambar | bilder | imágenes",
    "parent": "genitore | element nadrzędny | nadrzędny | induk | übergeordnetes produkt | superior",
    "grouped products": (
        "groupes de produits | produits groupés | prodotti raggruppati | produkty grupowe | produk dikelompokkan"
        " | gruppierte produkte | productos agrupados"
    ),
    "upsells": (
        "produits suggérés | montée en gamme | up sells | up sell | produkty up sell | zusatzverkäufe"
    ),
    "cross-sells": "ventes croisées | cross sells | cross sell | produkty cross sell | ventas cruzadas",
    "brands": "marques | marchi | marki | merek | marken | marcas",
}
_ENGLISH = {other.strip(): name for name, others in _NAMES.items() for other in others.split("|")}
_MEASURES = {
    "weight": "poids | peso | waga | berat | gewicht",
    "length": "longueur | lunghezza | długość | panjang | länge | longitud",
    "width": "largeur | larghezza | szerokość | lebar | breite | anchura",
    "height": "hauteur | altezza | wysokość | tinggi | höhe | altura",
}
_ENGLISH_MEASURES = {other.strip(): name for name, others in _MEASURES.items() for other in others.split("|")}
_MEASURE = re.compile(r"(\w+) \((\w+)\)\Z")
_ATTRIBUTE = re.compile(r"\battribut\w*|\batribut\w*|\batrybut\w*")
_NUMBER = re.compile(r"\d+")
_VALUES = re.compile(r"\b(valeur|valore|valori|valuta|wartoś|nilai|wert|valor)")
_NAME = re.compile(r"\b(nom|nome|nazwa|nama|name|nombre)\b")


def in_english(table: Table) -> Table:
    """Return the table with WooCommerce's columns under their English names, others as they are."""
    names = {name.lower(): found for name in table.columns if (found := _english(name.lower()))}
    if not names:
        return table
    columns = tuple(names.get(name.lower(), name) for name in table.columns)
    return Table(columns, _renamed(table.rows, names))


def _renamed(rows: Iterator[Row], names: dict[str, str]) -> Iterator[Row]:
    for row in rows:
        yield Row(row.line, {names.get(name, name): cell for name, cell in row.cells.items()}, row.problem)


def _english(column: str) -> str | None:
    """Return a column's English name if it is one of WooCommerce's in another language."""
    if found := _MEASURE.match(column):
        measure = _ENGLISH_MEASURES.get(found[1])
        return f"{measure} ({found[2]})" if measure else None
    plain = " ".join(re.sub(r"[^\w]+", " ", column).split())
    number = _NUMBER.search(plain)
    if number and _ATTRIBUTE.search(plain):
        part = "value(s)" if _VALUES.search(plain) else "name" if _NAME.search(plain) else None
        return f"attribute {number[0]} {part}" if part else None
    return _ENGLISH.get(plain)
