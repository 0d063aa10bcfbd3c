"""Make the files that the tests read; nothing here is a file of anybody."""

import io
import zipfile
from datetime import datetime

import xlsxwriter

_ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def xlsx(fill, **options):
    """The bytes of an XLSX that ``fill(workbook, first_sheet)`` wrote."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    workbook.set_properties({"created": datetime(2026, 1, 13)})  # the same rows give the same bytes
    fill(workbook, workbook.add_worksheet("Parc"))
    workbook.close()
    return buffer.getvalue()


def xlsx_rows(rows):
    """The bytes of an XLSX that holds these rows."""

    def fill(_, sheet):
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)

    return xlsx(fill)


def ods(tables):
    """The bytes of an ODS from the XML of its tables."""
    content = (
        f'<?xml version="1.0"?><office:document-content {_ODS_NAMES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        }
    )


def archive(members):
    """The bytes of a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def changed(data, member, old, new):
    """The same archive with a text replaced in one member."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    assert old.encode() in members[member]
    members[member] = members[member].replace(old.encode(), new.encode())
    return archive(members)
