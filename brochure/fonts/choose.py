"""The fonts that a clinic's typefaces are set in, or what is wrong with its choice."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import icu

from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.fonts.chain import Chain
from brochure.fonts.chain import chain
from brochure.fonts.chain import leading
from brochure.fonts.chain import script_of
from brochure.fonts.exemplars import in_script
from brochure.fonts.exemplars import letters_of
from brochure.fonts.face import Face
from brochure.fonts.facts import Permission
from brochure.fonts.family import Family
from brochure.fonts.library import canonical
from brochure.fonts.library import face
from brochure.fonts.own import OwnFonts
from brochure.fonts.own import read_folder
from brochure.fonts.packages import find_package
from brochure.fonts.packages import package_names
from brochure.fonts.packages import slug
from brochure.marked import Str

HOUSE = "Noto Sans"
"""The family that is there for every language, with those of the same design for other scripts."""

_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WHY = {
    Permission.RESTRICTED: "its maker does not let it be put into documents (fsType, restricted licence)",
    Permission.BITMAPS: "its maker lets only bitmaps of it be put into documents (fsType, bitmaps only)",
}
_SHOWN = 8
_SOME = 40
"""Letters that are asked for: a font for a script has some of them, others have none."""


class _Found(NamedTuple):
    """A family by name: one that is built in is its name alone."""

    family: Family | str | None
    own: OwnFonts


def _find(name: str, folder: Path | None) -> _Found:
    """The clinic's own files come before what is built in, and that before installed packages."""
    own = read_folder(folder) if folder else OwnFonts((), (), False)
    found = own.find(name, folder) if folder else None
    return _Found(found or canonical(name) or find_package(name), own)


def choose_chain(
    name: Str, language: str, folder: Path | None, findings: Findings, sample: str = ""
) -> Chain | None:
    """The fonts for text in `language` (BCP 47) when a clinic asks for the family `name`.

    `folder` is the clinic's own, where its font files are. None after an error: a font file there that cannot
    be used, no such family, one that may not be embedded, or one without letters of `sample`, words that are
    to be set in it. A family that cannot show the language gives a warning and, as a whole, the house's
    fonts for it.
    """
    found = _find(name, folder)
    before = len(findings.errors)
    source = name.source if name.source.path else None
    for file, why in found.own.refused:
        findings.fail(f'font file "{file}" cannot be used: {why}', source)
    family = found.family
    if family is None:
        _tell_missing(name, found.own, folder, findings)
    elif isinstance(family, Family):
        for permission, why in _WHY.items():
            for cut in family.refused(permission)[:1]:
                file = os.path.basename(cut.path)
                findings.fail(
                    f'typeface "{name}" cannot be printed: {why}, says its file "{file}"',
                    source,
                    "ask its maker for a licence and files that allow it, or take another family",
                )
    if family is None or len(findings.errors) > before:
        return None
    if family == HOUSE:
        return _judge_script(chain(HOUSE, language), language, folder, source, findings)
    faces = family.faces() if isinstance(family, Family) else (face(family),)
    chosen = _judge_letters(name, family, faces, language, findings, sample)
    return _judge_script(chosen, language, folder, source, findings) if chosen is not None else None


def _judge_script(
    chosen: Chain, language: str, folder: Path | None, source: Source | None, findings: Findings
) -> Chain | None:
    """The fonts, if they have the letters that the language is written in; else None after one error."""
    letters = [char for char in letters_of(language) if char.isalpha()]
    some = letters[:: max(1, len(letters) // _SOME)]
    if any(chosen.face(char, 400) is not None for char in some):
        return chosen
    english = icu.Locale("en")
    tongue = str(icu.Locale.forLanguageTag(language).getDisplayName(english))
    script = str(icu.Locale.forLanguageTag(f"und-{script_of(language)}").getDisplayScript(english))
    where = f'the folder "{folder.name}"' if folder is not None else "the clinic's folder"
    findings.fail(
        f"no font is installed for the script {script}, in which {tongue} is written",
        source,
        f"put TTF or OTF files of a family for it into {where}, and name the family under typefaces",
        f"or install one, if there is such a package: pip install fontpkg-noto-sans-{slug(script)}",
    )
    return None


def _judge_letters(
    name: Str, family: Family | str, faces: tuple[Face, ...], language: str, findings: Findings, sample: str
) -> Chain | None:
    source = name.source if name.source.path else None
    letters = letters_of(language)
    lacking = _lacking(faces, letters)
    if lacking:
        if not any(face.has(char) for face in faces for char in _LATIN + letters if char.isalpha()):
            findings.fail(
                f'typeface "{name}" has no letters to set words in',
                source,
                f'take a family that has, such as "{HOUSE}"',
            )
            return None
        house = chain(HOUSE, language)
        if house.names[0] == family:
            return house
        tongue = str(icu.Locale.forLanguageTag(language).getDisplayName(icu.Locale("en")))
        findings.warn(
            f'typeface "{name}" cannot show {tongue}: it lacks {_quoted(lacking)}',
            source,
            f"all words in {tongue} are set in {house.names[0]} instead",
        )
        return house
    words = (char for char in sorted(set(sample)) if char.isalpha() and in_script(char, language))
    if lacking := _lacking(faces, "".join(words)):
        findings.fail(
            f'typeface "{name}" lacks letters that this clinic needs: {_quoted(lacking)}',
            source,
            f'take a family that has them, such as "{HOUSE}"',
        )
        return None
    return leading(family, language)


def _lacking(faces: tuple[Face, ...], letters: str) -> str:
    return "".join(char for char in letters if not all(face.has(char) for face in faces))


def _quoted(letters: str) -> str:
    shown = ", ".join(f'"{char}"' for char in letters[:_SHOWN])
    return f"{shown} and {len(letters) - _SHOWN} more" if len(letters) > _SHOWN else shown


def _tell_missing(name: Str, own: OwnFonts, folder: Path | None, findings: Findings) -> None:
    source = name.source if name.source.path else None
    upright = {cut.facts.family for cut in own.cuts if cut.facts.upright}
    known = {HOUSE, "Source Sans 3", *package_names(), *upright}
    ways = []
    if package := slug(name):
        ways.append(f"to install it, if there is such a package: pip install fontpkg-{package}")
    if folder:
        ways.append(f'or put its TTF or OTF files into the folder "{folder.name}"')
    if own.web:
        ways.append("web fonts (.woff, .woff2) cannot be used: ask its maker for TTF or OTF files")
    if name in own.names:
        ways.insert(0, "there are only italic files of it in this clinic's folder; an upright one is needed")
    findings.fail(f'typeface "{name}" is not installed', source, *nearest(name, known, "typefaces"), *ways)
