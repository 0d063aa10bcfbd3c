"""A heading stands on the side of what it names: over figures at the right, over words at the left."""

import io
import re
import zipfile
from decimal import Decimal

from gouvernail.registers.exporting import Sheet, write_workbook

SHEET = Sheet("PPI", ("Projet", "2027", "Vide"), [("Sauvegarde", Decimal("12.50"), None), ("Parc", 3, None)])


def _part(format, name):
    with zipfile.ZipFile(io.BytesIO(write_workbook([SHEET], format=format, title="PPI"))) as archive:
        return archive.read(name).decode()


def test_in_a_workbook_of_excel():
    shapes = re.findall(r"<xf .*?(?:/>|</xf>)", re.search(r"<cellXfs.*?</cellXfs>", _part("xlsx", "xl/styles.xml"))[0])
    sides = [
        re.search(r'horizontal="(\w+)"', shapes[int(shape)])[1]
        for shape in re.findall(r'<c r="[A-C]1" s="(\d+)"', _part("xlsx", "xl/worksheets/sheet1.xml"))
    ]
    assert sides == ["left", "right", "left"]


def test_in_an_open_document():
    content = _part("ods", "content.xml")
    assert content.count('table:style-name="heading"') == 1
    assert content.count('table:style-name="header"') == 2
