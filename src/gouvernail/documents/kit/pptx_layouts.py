"""The XML of the house master and of its three layouts (opening, section, content)."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import quoteattr

from gouvernail.documents.kit.layout import grid
from gouvernail.documents.kit.layout.shapes import Box

EMU = 914400


def _frame(box: Box) -> str:
    x, y, w, h = (round(value * EMU) for value in (box.x, box.y, box.w, box.h))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def _colour(name: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill>'


def _placeholder(
    number: int,
    name: str,
    kind: str,
    box: Box,
    *,
    size: int,
    colour: str,
    text: str = "",
    more: str = "",
    style: str = "",
) -> str:
    """``more`` completes the body properties, ``style`` the first level of the list style (bold, alignment)."""
    level = (
        f'<a:lvl1pPr marL="0" indent="0" {style}><a:buNone/><a:defRPr sz="{size * 100}" %s>{_colour(colour)}</a:defRPr>'
    )
    bold = 'b="1"' if kind.startswith('type="title"') else 'b="0"'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'</p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {more}><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{level % bold}</a:lvl1pPr></a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>"
    )


def _rectangle(number: int, name: str, box: Box, colour: str, change: str = "") -> str:
    fill = f'<a:solidFill><a:schemeClr val="{colour}">{change}</a:schemeClr></a:solidFill>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="fr-FR"/></a:p></p:txBody></p:sp>'
    )


def _slide(name: str, background: str, shapes: str) -> str:
    label = f' name="{name}"' if name else ""
    return (
        f"<p:cSld{label}><p:bg><p:bgPr>{_colour(background)}<a:effectLst/></p:bgPr></p:bg><p:spTree><p:nvGrpSpPr>"
        f'<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld>'
    )


def _run(text: str) -> str:
    return f'<a:r><a:rPr lang="fr-FR"/><a:t>{text}</a:t></a:r>'


_NUMBER_FIELD = (
    '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="fr-FR"/><a:t>‹n°›</a:t></a:fld>'
)


def _foot(start: int, colour: str = "tx2", *, beside_logo: bool = False) -> str:
    place = grid.footer(beside_logo=beside_logo)
    return "".join(
        (
            _placeholder(start, "Pied de page", 'type="ftr" sz="quarter" idx="11"', place, size=10, colour=colour,
                         text=_run("Pied de page"), more='anchor="ctr"', style='algn="l"'),
            _placeholder(start + 1, "Date", 'type="dt" sz="half" idx="10"', grid.DATE, size=10, colour=colour,
                         text=_run("Date"), more='anchor="ctr"', style='algn="r"'),
            _placeholder(start + 2, "Numéro", 'type="sldNum" sz="quarter" idx="12"', grid.NUMBER, size=10,
                         colour=colour, text=_NUMBER_FIELD, more='anchor="ctr"', style='algn="r"'),
        )
    )  # fmt: skip


def _title(box: Box, *, size: int, colour: str, anchor: str) -> str:
    return _placeholder(2, "Titre", 'type="title"', box, size=size, colour=colour, text=_run("Titre : la conclusion"),
                        more=f'anchor="{anchor}"', style='algn="l"')  # fmt: skip


def _text(number: int, name: str, index: int, box: Box, *, size: int, colour: str) -> str:
    return _placeholder(number, name, f'type="body" sz="quarter" idx="{index}"', box, size=size, colour=colour,
                        text=_run(name), more='anchor="t"', style='algn="l"')  # fmt: skip


_RULE = _rectangle(9, "Filet", Box(grid.MARGIN, grid.RULE_TOP, grid.INNER, 0.012), "bg2", '<a:lumMod val="93000"/>')
_BAND = _rectangle(9, "Bandeau", Box(0, 0, 0.28, grid.HEIGHT), "accent3")


def master_tree() -> str:
    """Return the shapes of the master: title, body (python-pptx and PowerPoint expect one), footer, date, number."""
    body = _placeholder(3, "Texte", 'type="body" idx="1"', grid.BODY, size=16, colour="tx1", text=_run("Texte"))
    return _slide("", "bg1", _title(grid.TITLE, size=26, colour="tx1", anchor="b") + body + _foot(4))


def _dark(name: str, *, title_size: int, subtitle: float) -> str:
    """``subtitle`` is the height left for the line under the title."""
    shapes = (
        _BAND
        + _title(grid.COVER_TITLE, size=title_size, colour="bg1", anchor="b")
        + _text(3, "Sous-titre", 13, replace(grid.COVER_TEXT, h=subtitle), size=22, colour="bg1")
        + _text(4, "Organisme et date", 14, grid.COVER_DETAIL, size=16, colour="bg1")
        + _foot(5, "bg1")
    )
    return _slide(name, "tx1", shapes)


def layouts(*, beside_logo: bool) -> tuple[str, str, str]:
    """Return the ``p:cSld`` of each layout, in the order of the template."""
    foot = _foot(3, beside_logo=beside_logo)
    return (
        _dark("Ouverture", title_size=48, subtitle=grid.COVER_TEXT.h),
        _dark("Section", title_size=40, subtitle=2.4),
        _slide("Contenu", "bg1", _title(grid.TITLE, size=26, colour="tx1", anchor="b") + _RULE + foot),
    )


def picture(number: int, relation: str, alt: str, box: Box) -> str:
    """Return a picture (``p:pic``) with its alternative."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="Logo" descr={quoteattr(alt)}/>'
        f'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def plaque(number: int, box: Box) -> str:
    """Return the white ground of a logo on a dark cover."""
    return _rectangle(number, "Fond du logo", box, "bg1")


def _levels(size: int, colour: str, bold: str) -> str:
    return "".join(
        f'<a:lvl{level}pPr marL="0" indent="0" algn="l" defTabSz="914400" rtl="0">'
        f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size * 100}" b="{bold}" kern="1200">{_colour(colour)}<a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>'
        for level in range(1, 6)
    )


MASTER_STYLES = (
    f"<p:txStyles><p:titleStyle>{_levels(26, 'tx1', '1')}</p:titleStyle>"
    f"<p:bodyStyle>{_levels(16, 'tx1', '0')}</p:bodyStyle>"
    f"<p:otherStyle>{_levels(14, 'tx1', '0')}</p:otherStyle></p:txStyles>"
)
"""Text styles of the master: no bullets by themselves, single spacing, theme fonts and colours."""
