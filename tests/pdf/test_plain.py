from brochure.pdf.plain import describe


def test_drawing_as_text(made):
    lines = describe(made.leaflet).splitlines()
    assert lines[0] == "page cover 98.8x211.7mm"
    assert lines[1] == "ground -6.0 -6.0 110.8x42.3 fill primary corners 0.0 0.0 2.8 2.8"
    assert lines[3] == 'text 7.1 17.6 22pt NotoSans-400-94 paper #2 "Numb hands & feet:"'
    assert 'text 16.5 51.8 13pt NotoSans-700-94 ink #3 "nerves outside"' in lines
    assert "picture star 7.1 88.2 52.9x26.5 #5 clip 7.1 88.2 49.4x26.5" in lines
    assert "picture star 70.6 88.2 17.6x8.8 artifact" in lines
    assert "mark box 7.1 130.9 2.8x2.8 lead #11 \u2610" in lines
    assert "stroke 7.1,197.6 91.7,197.6 rule 0.75pt" in lines
    at = lines.index("hole contact")
    assert '"Where we are"' in lines[at - 1]
    assert '"A note at the end."' in lines[at + 1]


def test_boxes_stand_where_they_are_read(made):
    lines = describe(made.leaflet, [part for part, _ in made.parts]).splitlines()
    at = lines.index("hole contact")
    assert lines[at + 1] == "ground 7.1 28.2 84.7x105.8 fill mist"
    assert lines[-2] == "code 4 rows 35.3 63.5 21.2x21.2 ink #5"
    assert '"A note at the end."' in lines[-1]
