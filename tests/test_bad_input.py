"""What an author, a disk or a hand on Ctrl-C can do wrong, tried on a copy of the project.

Each mistake is told with its place, the author's own words and a way out, with exit code 1 (2 for wrong
usage, 130 for Ctrl-C), without a traceback, and nothing half-written stays.
"""

import os
import re
import signal
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest

from brochure.output import write_whole

ROOT = Path(__file__).resolve().parent.parent
CLINIC = "clinics/riverside/clinic.yaml"
LOGO = "clinics/riverside/logo.svg"
TEMPLATE = "layouts/trifold/template.xml.j2"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 8">'
    "{}</svg>"
)


def refuse(outcome, copy, *lines, code=1):
    """The command was refused: these are the first lines it told, and it left no file."""
    told = outcome.lines
    assert "Traceback" not in outcome.told
    assert outcome.code == code
    for found, expected in zip(told, lines, strict=False):
        if isinstance(expected, re.Pattern):
            assert expected.fullmatch(found), found
        else:
            assert found == expected
    assert len(told) >= len(lines)
    assert copy.files() == []


# YAML


@pytest.mark.parametrize(
    ("name", "written", "place", "message", "hint"),
    [
        (
            "content.yaml",
            'words: "Massage" and more\n',
            "1:18",
            "text goes on behind a closing quote or bracket",
            "put the whole text in double quotes",
        ),
        (
            CLINIC,
            "tagline: Hands: on care\n",
            "1:15",
            'a second ": " stands in one line',
            "put the text that holds it in double quotes",
        ),
        (
            "layouts/trifold/layout.yaml",
            "plans:\n\t- name: one\n",
            "2:1",
            "a tab indents this line",
            "indent with spaces only",
        ),
        ("content.yaml", "leaflet:\n\tid: X\n", "2:1", "a tab indents this line", "indent with spaces only"),
    ],
)
def test_broken_yaml(copy, name, written, place, message, hint):
    copy.write(name, written + copy.read(name))
    refuse(copy.build(), copy, f"{name}:{place}: error: {message}", f"    hint: {hint}")


def test_yaml_that_is_not_utf_8(copy):
    copy.write("content.yaml", b"\xff\xfe" + copy.read("content.yaml").encode())
    refuse(
        copy.build(),
        copy,
        "content.yaml:1:1: error: the byte 0xFF is not UTF-8",
        '    hint: save the file with the encoding "UTF-8"',
    )


def test_yaml_that_would_run_something(copy):
    copy.write(
        "content.yaml", 'words: !!python/object/apply:os.system ["true"]\n' + copy.read("content.yaml")
    )
    outcome = copy.build()
    refuse(outcome, copy)
    tag = 'error: tags ("!!python/object/apply:os.system") are not used'
    assert f"content.yaml:1:8: {tag}" in outcome.lines


@pytest.mark.parametrize(
    ("name", "pattern", "new", "message", "near"),
    [
        ("content.yaml", "^    heading: ", "    headng: ", '"headng" is not known in "', "heading"),
        (CLINIC, "^  telephones:", "  telefones:", '"telefones" is not known in "contacts"', "telephones"),
        (CLINIC, "^  primary: ", "  primery: ", '"primery" is not known in "inks"', "primary"),
        ("layouts/trifold/layout.yaml", "^fold: ", "fould: ", '"fould" is not known', "fold"),
        (
            "looks/warm/styles.yaml",
            "^  h2: {typeface",
            "  h2: {typefase",
            '"typefase" is not known',
            "typeface",
        ),
    ],
)
def test_a_key_misspelt(copy, name, pattern, new, message, near):
    line = copy.change(name, pattern, new)
    outcome = copy.build()
    refuse(outcome, copy)
    at = next(index for index, told in enumerate(outcome.lines) if message in told)
    assert re.fullmatch(rf"{re.escape(name)}:{line}:\d+: error: {re.escape(message)}.*", outcome.lines[at])
    assert outcome.lines[at + 1] == f'    hint: did you mean "{near}"?'
    assert outcome.lines[at + 2].startswith("    hint: known: ")


def test_a_value_that_is_missing(copy):
    line = copy.change("content.yaml", "^  published: .*\n", "")
    outcome = copy.build()
    refuse(outcome, copy)
    assert re.fullmatch(r'content\.yaml:\d+:1: error: "published" is missing in "leaflet"', outcome.lines[0])
    assert int(outcome.lines[0].split(":")[1]) < line


def test_several_mistakes_are_told_at_once(copy):
    copy.change(CLINIC, "^  telephones:", "  telefones:")
    copy.change(CLINIC, "^  primary: .*$", "  primary: blue")
    copy.change(CLINIC, "^  size: a4", "  size: a5")
    outcome = copy.build()
    refuse(outcome, copy)
    assert len([line for line in outcome.lines if ": error: " in line]) == 4


def test_a_language_that_would_lead_out_of_the_output_folder(copy):
    line = copy.change("content.yaml", "^  language: en$", '  language: "../../en"')
    refuse(
        copy.build(),
        copy,
        f'content.yaml:{line}:13: error: "../../en" is not a language tag',
        '    hint: write it as in "en", "pt-BR" or "zh-Hant"',
    )


def test_a_typeface_that_is_not_installed(copy):
    line = copy.change(CLINIC, "^  heading: .*$", "  heading: Comic Sans")
    outcome = copy.build()
    refuse(
        outcome,
        copy,
        f'{CLINIC}:{line}:12 (en, riverside): error: typeface "Comic Sans" is not installed',
        '    hint: did you mean "Noto Sans"?',
    )


# Sections


def add_to_template(copy, markup):
    """Put markup into the cover of the tri-fold, on a line of its own; gives the line's number."""
    return copy.change(TEMPLATE, "^</leaflet>", f'<panel name="cover">{markup}</panel>\n</leaflet>')


def test_a_section_that_a_layout_asks_for_and_the_words_lack(copy):
    line = add_to_template(copy, "<p>{{ content.masage.text }}</p>")
    refuse(
        copy.build(),
        copy,
        f'{TEMPLATE}:{line} (en): error: "content.masage" is not there',
        '    hint: did you mean "massage"?',
        re.compile(r"    hint: known: .*massage.*"),
    )


def test_a_section_that_the_layout_forgets(copy):
    line = copy.change(
        "content.yaml",
        "^sections:\n",
        "sections:\n  farewell:\n    heading: Goodbye\n    text: Come again.\n",
    )
    summary = copy.read("layouts/trifold/layout.yaml").split("summary:")[0].count("\n") + 1
    refuse(
        copy.build(),
        copy,
        f'layouts/trifold/layout.yaml:{summary}:10: error: "farewell.heading" is not placed by this layout',
        f"    hint: place it in a template, or list it under leaves-out: content.yaml:{line + 2}:14",
        f'layouts/trifold/layout.yaml:{summary}:10: error: "farewell" is not placed by this layout',
        f"    hint: place it in a template, or list it under leaves-out: content.yaml:{line + 3}:11",
    )


def test_one_list_item_that_the_layout_forgets(copy):
    copy.change(
        "layouts/parts.xml.j2", r"{% for item in block\.items %}", "{% for item in block.items[1:] %}"
    )
    outcome = copy.build()
    refuse(outcome, copy)
    assert all(line.endswith("is not placed by this layout") for line in outcome.lines[::2])


def test_a_section_that_is_left_out_but_is_not_there(copy):
    line = copy.change("layouts/trifold/layout.yaml", "^  - glossary$", "  - glossary\n  - glosary")
    refuse(
        copy.build(),
        copy,
        f'layouts/trifold/layout.yaml:{line + 1}:5: error: "glosary" is left out, '
        "but content.yaml does not have it",
        '    hint: did you mean "glossary"?',
    )


# Templates

H1 = "{{ content.cover.heading }}"


@pytest.mark.parametrize(
    ("markup", "message", "hint"),
    [
        ("<p>{{ contnt.cover.text }}</p>", '"contnt" is not there', 'did you mean "content"?'),
        ("<p>{{ content.cover.txt }}</p>", '"content.cover.txt" is not there', 'did you mean "text"?'),
        ("<p>{{ words.fone }}</p>", '"words.fone" is not there', 'did you mean "phone"?'),
        (f'<p style="bdy">{H1}</p>', 'paragraph style "bdy" is not there', 'did you mean "body"?'),
        (f'<box style="band2"><p>{H1}</p></box>', 'box style "band2" is not there', 'did you mean "band"?'),
        (
            f'<box style="body"><p>{H1}</p></box>',
            'box style "body" is not there',
            re.compile(r"(did you mean|box styles:) .*"),
        ),
        ('<rule ink="primry"/>', 'ink "primry" is not a role', 'did you mean "primary"?'),
        ('<img picture="covr"/>', 'picture "covr" is not there', 'did you mean "cover"?'),
        ("<h4>x</h4>", '"h4" is not an element', re.compile("elements: .*")),
        (f'<p styl="body">{H1}</p>', '"styl" is not an attribute of p', 'did you mean "style"?'),
        (
            '<clinic name="contcts" height="9mm"/>',
            'clinic.xml.j2 has no macro for the box "contcts"',
            'did you mean "contacts"?',
        ),
        ("<p>Come again.</p>", '"Come again." is written in the template', "words belong in content.yaml"),
        (
            '<img picture="cover" reaches="left"/>',
            'img reaches="left" speaks of left',
            'write "start": it turns with the direction of the language',
        ),
        (
            f'<p align="right">{H1}</p>',
            'p align="right" speaks of right',
            'write "end": it turns with the direction of the language',
        ),
        (
            f'<stack padding-left="3mm"><p>{H1}</p></stack>',
            'stack padding-left="3mm" speaks of left',
            'write "start": it turns with the direction of the language',
        ),
        (
            f'<box width="3"><p>{H1}</p></box>',
            'box width: "3" is not a length: write a number and one of mm, cm, in, pt, as in "12mm"',
            None,
        ),
        (
            f'<p><a href="ftp://a.example/x">{H1}</a></p>',
            'a href: "ftp://a.example/x" is not an address',
            "https://…, http://…, mailto:name@host or tel:+ and digits",
        ),
        (
            f'<p><a href="javascript:alert(1)">{H1}</a></p>',
            'a href: "javascript:alert(1)" is not an address',
            "https://…, http://…, mailto:name@host or tel:+ and digits",
        ),
    ],
)
def test_a_template_that_names_what_is_not_there(copy, markup, message, hint):
    line = add_to_template(copy, markup)
    hints = []
    if hint is not None:
        hints = [
            re.compile(f"    hint: {hint.pattern}") if isinstance(hint, re.Pattern) else f"    hint: {hint}"
        ]
    refuse(copy.build(), copy, f"{TEMPLATE}:{line} (en): error: {message}", *hints)


def test_a_panel_that_the_fold_does_not_have(copy):
    line = copy.change(TEMPLATE, "^</leaflet>", f'<panel name="covr"><p>{H1}</p></panel>\n</leaflet>')
    refuse(
        copy.build(),
        copy,
        f'{TEMPLATE}:{line} (en): error: panel "covr" is not there',
        '    hint: did you mean "cover"?',
        "    hint: panels: back, cover, flap, inside-1, inside-2, inside-3",
    )


def test_a_mistake_in_a_macro_says_who_called_it(copy):
    line = copy.change("layouts/parts.xml.j2", r"{{ block\.heading }}", "{{ block.headin }}")
    outcome = copy.build()
    refuse(outcome, copy)
    first = re.fullmatch(
        rf'layouts/parts\.xml\.j2:{line} \(en\): error: "content\.[\w.]+\.headin" is not there',
        outcome.lines[0],
    )
    assert first
    assert re.fullmatch(rf"    in \w+, {re.escape(TEMPLATE)}:\d+", outcome.lines[1])
    assert outcome.lines[2] == '    hint: did you mean "heading"?'


def test_a_style_with_an_ink_that_is_no_role(copy):
    line = copy.change("looks/warm/styles.yaml", "ground: primary", "ground: primry")
    outcome = copy.build()
    refuse(outcome, copy)
    assert re.fullmatch(
        rf'looks/warm/styles\.yaml:{line}:\d+: error: ink "primry" is not a role', outcome.lines[0]
    )
    assert outcome.lines[1] == '    hint: did you mean "primary"?'


def test_a_level_that_could_not_hold(copy):
    line = add_to_template(copy, f'<stack><p level="lower">{H1}</p></stack>')
    refuse(
        copy.build(),
        copy,
        f'{TEMPLATE}:{line} (en): error: level "lower" stands inside stack',
        "    hint: a level holds for what stands in the panel itself",
    )


@pytest.mark.parametrize(
    ("name", "missing", "told"),
    [
        (TEMPLATE, None, f'{TEMPLATE} (en): error: there is no template "template.xml.j2"'),
        (
            "layouts/parts.xml.j2",
            None,
            re.compile(r'.* \(en\): error: there is no template "parts\.xml\.j2"'),
        ),
        (TEMPLATE, b"\xff", f'{TEMPLATE} (en): error: "template.xml.j2" is not UTF-8: line 1'),
        (TEMPLATE, b"", f"{TEMPLATE} (en): error: a template holds one <leaflet> and nothing beside it"),
        ("looks/warm/styles.yaml", None, "looks/warm/styles.yaml: error: this file is not there"),
        ("looks/inks.yaml", None, "looks/inks.yaml: error: this file is not there"),
    ],
)
def test_a_file_that_is_not_there_or_not_readable(copy, name, missing, told):
    if missing is None:
        (copy.root / name).unlink()
    else:
        copy.write(name, missing)
    refuse(copy.build(), copy, told)


# Pictures


def test_a_drawing_that_a_template_names_and_nobody_drew(copy):
    (copy.root / "looks" / "warm" / "art" / "sign-stop.svg").unlink()
    outcome = copy.build()
    refuse(outcome, copy)
    assert ' (en): error: picture "sign-stop" is not there' in outcome.lines[0]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(side):
    """A PNG that says it is so many pixels wide and high, and holds next to nothing."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data", "told", "hint"),
    [
        ("logo.png", png(40_000), "the picture is over 60 megapixels", "save it smaller"),
        (
            "logo.png",
            png(40)[:60],
            "the picture is broken: it is no sound PNG or JPEG",
            "open it and save it anew",
        ),
        ("logo.svg", SVG[:60].encode(), "the drawing is broken: unclosed token", None),
        (
            "logo.svg",
            SVG.format(" " * 2_100_000).encode(),
            "this file is larger than 2,000,000 bytes, the most that is read",
            None,
        ),
        (
            "logo.svg",
            SVG.format("<script>alert(1)</script>").encode(),
            '"<script>" may not stand in a picture: a picture is drawn, never run',
            None,
        ),
        (
            "logo.svg",
            SVG.format('<path onload="alert(1)" d="M0 0h8v8z"/>').encode(),
            '"onload" on <path> may not stand in a picture: a picture is drawn, never run',
            None,
        ),
        (
            "logo.svg",
            b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(),
            "a doctype with definitions of its own may not stand in a picture",
            "save it as plain SVG: in Illustrator, without its editing capabilities",
        ),
        (
            "logo.svg",
            SVG.format('<use href="file:///etc/passwd#a"/>').encode(),
            '"file:///etc/passwd#a" (href on <use>) leads out of the picture',
            "put what is needed into the picture's own file, and refer to it by #name",
        ),
        (
            "logo.svg",
            SVG.format('<image xlink:href="http://a.example/a.png" width="4" height="4"/>').encode(),
            '"http://a.example/a.png" (href on <image>) leads out of the picture',
            "put what is needed into the picture's own file, and refer to it by #name",
        ),
    ],
)
def test_a_logo_that_is_refused(copy, name, data, told, hint):
    copy.write(f"clinics/riverside/{name}", data)
    copy.change(CLINIC, "on-light: logo.svg", f"on-light: {name}")
    place = re.compile(rf"clinics/riverside/{re.escape(name)}(:\d+)*: error: {re.escape(told)}")
    refuse(copy.build(), copy, place, *([f"    hint: {hint}"] if hint else []))


def test_a_drawing_of_our_own_that_would_run_something(copy):
    copy.write("looks/warm/art/sign-stop.svg", SVG.format("<script>alert(1)</script>"))
    refuse(
        copy.build(),
        copy,
        re.compile(r'looks/warm/art/sign-stop\.svg:1:\d+: error: "<script>" may not stand in a picture: .*'),
    )


@pytest.mark.parametrize("file", ["../../looks/warm/art/cover.svg", "/etc/passwd", "../harbour/logo.svg"])
def test_a_logo_outside_the_clinics_folder(copy, file):
    line = copy.change(CLINIC, "on-light: logo.svg", f"on-light: {file}")
    refuse(
        copy.build(),
        copy,
        f'{CLINIC}:{line}:13: error: "{file}" is not in this clinic\'s own folder',
        '    hint: put the file there and write its name alone, as in "logo.svg"',
    )


def test_a_logo_that_is_a_link_out_of_the_clinics_folder(copy):
    (copy.root / LOGO).unlink()
    (copy.root / LOGO).symlink_to(copy.root / "looks" / "warm" / "art" / "cover.svg")
    refuse(
        copy.build(),
        copy,
        re.compile(
            rf'{re.escape(CLINIC)}:\d+:13: error: logo "logo\.svg" is not in this clinic\'s own folder'
        ),
        "    hint: copy the file into the folder: a link that leads out of it is not followed",
    )


def test_a_logo_that_is_not_there(copy):
    (copy.root / LOGO).unlink()
    refuse(
        copy.build(), copy, re.compile(rf'{re.escape(CLINIC)}:\d+:13: error: logo "logo\.svg" is not there')
    )


# Links


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example/x", "file:///etc/passwd", "//a.example"]
)
def test_a_link_in_the_words_that_leads_nowhere_safe(copy, address):
    line = copy.change("content.yaml", "^    text: .*$", f'    text: "Read [this]({address}) now."')
    outcome = copy.build()
    refuse(outcome, copy)
    where, message = outcome.lines[0].split(": error: ")
    assert re.fullmatch(rf"content\.yaml:{line}:\d+", where)
    assert address.split("(")[0] in message
    assert outcome.lines[1] == "    hint: an address starts with https:, http:, mailto: or tel:"


@pytest.mark.parametrize(
    "address", ["https://a.example/x", "http://a.example", "mailto:a@b.example", "tel:+44123"]
)
def test_links_that_are_safe_are_printed(copy, address):
    copy.mini(f"<h1>{H1}</h1><p>{{{{ content.cover.text }}}}</p>", f"<h2>{H1}</h2>")
    copy.change("content.yaml", "^    text: .*$", f'    text: "Read [this]({address}) now."')
    outcome = copy.run("build", "--layout", "mini", "--target", "screen")
    assert outcome.code == 0
    with pikepdf.open(copy.output / copy.files()[0]) as file:
        links = [str(link.A.URI) for page in file.pages for link in page.get("/Annots", [])]
    assert links == [address]


@pytest.mark.parametrize(("key", "column"), [("web", 8), ("booking", 10)])
def test_a_clinics_link_that_leads_nowhere_safe(copy, key, column):
    line = copy.change(CLINIC, rf"^( *){key}: https:.*$", rf"\g<1>{key}: javascript:alert(1)")
    refuse(
        copy.build(),
        copy,
        f'{CLINIC}:{line}:{column}: error: "javascript:alert(1)" does not start with "https://" or "http://"',
        "    hint: other kinds of link are not printed",
    )


# Words that do not fit, and letters that cannot be drawn

LONG = "Massage means pressing and rubbing or stroking the skin and muscles with hands or a tool. " * 80


def test_text_that_does_not_fit_a_panel(copy):
    line = copy.change("content.yaml", "(^  cover:\n(?:    .*\n)*?    text: ).*$", rf"\g<1>{LONG}")
    copy.mini(f"<h1>{H1}</h1>\n<p>{{{{ content.cover.text }}}}</p>", f"<h2>{H1}</h2>")
    refuse(
        copy.run("build", "--layout", "mini"),
        copy,
        re.compile(
            r'layouts/mini/template\.xml\.j2:3 \(en\): error: panel "page-1" overflows '
            r"by \d+\.\d mm at 12 pt, the smallest size"
        ),
        re.compile(
            r'    hint: about \d+ words too long; the longest section here is "cover" '
            rf"\(content\.yaml:({line + 2}|{line + 3}):\d+\) with 128\d words"
        ),
        '    hint: the last plan tried was "only"; another layout may hold this language',
    )


def test_text_that_does_not_fit_the_columns_of_a_flow(copy):
    copy.change("content.yaml", "(^  cover:\n(?:    .*\n)*?    text: ).*$", rf"\g<1>{LONG * 4}")
    column = '<column flow="main" grow="1"/>'
    copy.mini(f"<h1>{H1}</h1>{column}", column)
    copy.change(
        "layouts/mini/template.xml.j2",
        "^</leaflet>",
        '<flow name="main" fill="yes"><p>{{ content.cover.text }}</p></flow>\n</leaflet>',
    )
    refuse(
        copy.run("build", "--layout", "mini"),
        copy,
        re.compile(
            r'layouts/mini/template\.xml\.j2:4 \(en\): error: flow "main" overflows '
            r"by \d+\.\d mm at 12 pt, the smallest size"
        ),
        re.compile(r"    hint: about \d+ words too long; .*"),
    )


def test_a_word_wider_than_its_line(copy):
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    line = copy.change("content.yaml", "(^  cover:\n(?:    .*\n)*?    text: ).*$", rf"\g<1>A {word} here.")
    copy.mini(f"<h1>{H1}</h1><p>{{{{ content.cover.text }}}}</p>", f"<h2>{H1}</h2>")
    refuse(
        copy.run("build", "--layout", "mini"),
        copy,
        re.compile(
            rf'content\.yaml:({line + 2}|{line + 3}):11 \(en\): error: "{word}" is wider than its line '
            r"by \d+\.\d mm at 12 pt, the smallest size"
        ),
        "    hint: use a shorter word, or allow a break in it with a soft hyphen (U+00AD)",
    )


def test_a_clinics_words_that_do_not_fit_their_box(copy):
    address = "https://a.example/" + "/".join(["tell-us-what-you-think"] * 7)
    line = copy.change(CLINIC, "^feedback: .*$", f"feedback: {address}")
    outcome = copy.build()
    refuse(outcome, copy)
    assert re.fullmatch(
        r"layouts/clinic\.xml\.j2:\d+ \(en, riverside\): error: the clinic's box \"imprint\" overflows "
        r"by \d+\.\d mm at 1\d(\.\d+)? pt, the leaflet's size",
        outcome.lines[0],
    )
    assert re.fullmatch(
        r'    hint: about \d+ words too long; the longest section here is "clinic\.feedback" '
        rf"\({re.escape(CLINIC)}:{line}:11\) with 1 word",
        outcome.lines[1],
    )


def test_a_clinic_with_more_lines_than_a_layout_can_hold(copy):
    words = "so long that it takes three lines of print"
    more = "".join(f"\n    - A further line, number {number}, {words}" for number in range(6))
    line = copy.change(CLINIC, "^    - (.*)$", rf"    - \1{more}")
    outcome = copy.build()
    refuse(outcome, copy)
    assert outcome.lines[0] == (
        f'{CLINIC}:{line}:7 (en, riverside): error: "trifold" does not fit with so many lines of this '
        "clinic's own: contacts 22 (the layout keeps 4)"
    )
    assert outcome.lines[1] == "    hint: say less in clinic.yaml, or print another layout"
    assert re.match(r"    hint: layouts/trifold/template\.xml\.j2:\d+: .* overflows by", outcome.lines[2])


def test_a_printers_margin_that_would_cut_words(copy):
    line = copy.change(CLINIC, "^  margin: 5mm", "  margin: 9mm")
    outcome = copy.build("--target", "office")
    refuse(outcome, copy)
    assert re.fullmatch(
        rf"{re.escape(CLINIC)}:{line}:11 \(en, riverside\): error: a printer's margin of 9 mm would cut "
        r'words off: those of "[a-z0-9-]+" stand \d\.\d mm from the paper\'s edge',
        outcome.lines[0],
    )
    assert copy.build("--target", "screen").code == 0, "nothing is cut on screen"


def test_a_letter_that_no_font_has(copy):
    line = copy.change(
        "content.yaml", "(^  cover:\n(?:    .*\n)*?    text: ).*$", "\\g<1>Can it \U00013000 help?"
    )
    refuse(
        copy.build(),
        copy,
        re.compile(
            rf"content\.yaml:({line + 2}|{line + 3}):11 \(en\): error: no font has the character "
            '"\U00013000" \\(U\\+13000\\) in "Can it \U00013000 help\\?"'
        ),
        re.compile(r"    hint: fonts tried: Noto Sans, Source Sans 3, .*"),
    )


def test_a_letter_in_a_clinics_address_that_no_font_has(copy):
    line = copy.change(CLINIC, "^    - .*$", "    - 12 \U00013000 Lane")
    refuse(
        copy.build(),
        copy,
        f'{CLINIC}:{line}:7 (en, riverside): error: no font has the character "\U00013000" (U+13000) '
        'in "12 \U00013000 Lane"',
    )


def test_a_claim_that_promises_too_much(copy):
    line = copy.change(
        "content.yaml", "(^  cover:\n(?:    .*\n)*?    text: ).*$", r"\g<1>Massage cures neuropathy."
    )
    outcome = copy.run("check")
    assert outcome.code == 1
    assert "Traceback" not in outcome.told
    (at,) = (index for index, told in enumerate(outcome.lines) if ": error: " in told)
    assert re.fullmatch(
        rf'content\.yaml:({line + 2}|{line + 3}):\d+: error: "cures" promises too much: '
        r'"Massage cures neuropathy\." \[over-claim: the evidence\]',
        outcome.lines[at],
    )
    assert outcome.lines[at + 1] == "    hint: say instead: may ease some symptoms"
    assert outcome.said.startswith("1 error, ")


# Wrong usage


@pytest.mark.parametrize(
    ("option", "given", "told"),
    [
        (
            "--clinic",
            "rivrside",
            [
                'error: there is no clinic "rivrside"',
                '    hint: did you mean "riverside"?',
                "    hint: clinics: riverside",
            ],
        ),
        (
            "--layout",
            "trfold",
            [
                'error: there is no layout "trfold"',
                '    hint: did you mean "trifold"?',
                "    hint: layouts: handout, trifold",
            ],
        ),
        ("--language", "xx", ['error: there is no language "xx"', "    hint: languages: ar-XB, en, en-XA"]),
        (
            "--target",
            "ofice",
            [
                'error: there is no target "ofice"',
                '    hint: did you mean "office"?',
                "    hint: targets: office, screen",
            ],
        ),
        ("--clinic", "", ['error: there is no clinic ""', "    hint: clinics: riverside"]),
        ("--clinic", "../riverside", ['error: there is no clinic "../riverside"']),
    ],
)
def test_a_name_that_is_not_there(copy, option, given, told):
    refuse(copy.run("build", option, given), copy, *told, code=2)


def test_a_folder_that_is_no_project(copy):
    (copy.root / "content.yaml").unlink()
    for command in ("build", "check"):
        refuse(
            copy.run(command),
            copy,
            f'error: "{copy.root}" is not a project: it holds no content.yaml',
            "    hint: run brochure in the project's folder, or name the folder with --project",
            code=2,
        )


@pytest.mark.parametrize("what", ["clinic", "layout"])
def test_a_project_with_nothing_to_print(copy, what):
    for path in (copy.root / f"{what}s").glob(f"*/{what}.yaml"):
        path.unlink()
    refuse(
        copy.run("build"),
        copy,
        f"error: the project has no {what}",
        f"    hint: a {what} is a folder of its own with a file in it: {what}s/<name>/{what}.yaml",
    )


def test_a_date_from_outside_that_is_none(copy, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    refuse(copy.build(), copy, 'error: SOURCE_DATE_EPOCH is "yesterday", which is no date')


# Disks and interruptions


def test_an_output_folder_that_is_a_file(copy):
    copy.write("out", "a file")
    outcome = copy.build()
    assert outcome.code == 1
    assert outcome.lines == [
        f'error: "{copy.output}" cannot be listed: Not a directory',
        "    hint: choose another folder with --output",
    ]
    assert (copy.root / "out").read_text() == "a file"


def test_an_output_folder_that_may_not_be_written_to(copy):
    copy.output.mkdir(mode=0o500)
    try:
        (copy.output / "probe").mkdir()
    except PermissionError:
        outcome = copy.build()
        assert outcome.code == 1
        assert outcome.lines[0].endswith("cannot be written: Permission denied")
        assert list(copy.output.iterdir()) == []
    else:
        pytest.skip("whoever runs this may write everywhere")


SMALL_FILES = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from brochure.cli import main
main()
"""


def run_apart(copy, script, *arguments):
    """A script in a process of its own, as `brochure build` on the copy."""
    told = ["build", "--project", str(copy.root), "--output", str(copy.output), *arguments]
    return subprocess.run(
        [sys.executable, "-B", "-c", script, *told], capture_output=True, text=True, cwd=ROOT, check=False
    )


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_disk_that_fills_leaves_nothing_half_written(copy):
    done = run_apart(copy, SMALL_FILES.format(limit=20_000), "--layout", "trifold")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = done.stderr.splitlines()
    assert [line.rsplit(": ", 1)[1] for line in told[::2]] == ["File too large"] * 2
    assert set(told[1::2]) == {"    hint: choose another folder with --output, or make room on the disk"}
    assert copy.files() == []


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_disk_that_fills_leaves_the_older_file_as_it_was(copy):
    path = copy.output / "riverside" / "en" / "trifold-screen.pdf"
    write_whole(path, b"older")
    done = run_apart(copy, SMALL_FILES.format(limit=20_000), "--layout", "trifold", "--target", "screen")
    assert done.returncode == 1
    assert path.read_bytes() == b"older"
    assert copy.files() == ["riverside/en/trifold-screen.pdf"]


INTERRUPTED = """\
import os, signal, sys
from pathlib import Path

replace = Path.replace

def stop(path, target):
    if "office" in path.name:
        os.kill(os.getpid(), signal.SIGINT)
    return replace(path, target)

Path.replace = stop
from brochure.cli import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_with_130_and_leaves_whole_files_alone(copy):
    done = run_apart(copy, INTERRUPTED, "--layout", "trifold")
    assert done.returncode == 130
    assert done.stderr == ("1 printed, 1 not begun: the same command goes on from there\ninterrupted\n")
    assert copy.files() == ["riverside/en/trifold-screen.pdf"]
    assert (copy.output / copy.files()[0]).read_bytes().rstrip().endswith(b"%%EOF")


def test_ctrl_c_in_the_midst_of_the_work(copy, monkeypatch):
    def interrupt(*_):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("brochure.build.write", interrupt)
    outcome = copy.build()
    assert (outcome.code, outcome.lines[-1]) == (130, "interrupted")
    assert copy.files() == []


LOADING = """\
import os, runpy, signal, sys

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Slow())
runpy.run_module("brochure", run_name="__main__", alter_sys=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_while_the_program_is_still_loading(copy):
    done = run_apart(copy, LOADING)
    assert (done.returncode, done.stderr) == (130, "interrupted\n")
    assert copy.files() == []
