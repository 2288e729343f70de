"""Makes QR codes (ISO/IEC 18004) as rows of modules."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import zip_longest
from operator import itemgetter
from typing import Any
from typing import NamedTuple

from brochure.units import MM

MODULE = 0.4 * MM
"""The least side of a module, in points, that phones read from office prints."""

QUIET = 4
"""Modules of quiet zone that a code needs around it (ISO/IEC 18004, 6.3.8)."""

_MASK = 2
"""Of the eight masks the one with the lowest mean and the lowest worst penalty (ISO/IEC 18004, 7.8.3) over 60
web addresses: 1533, where choosing for each address gives 1472 and the other masks 1561 to 1680."""

_FREE = 2
"""What segno's matrices hold where a bit of the message can go."""


@lru_cache(maxsize=256)
def qr(text: str) -> tuple[str, ...]:
    """The code's rows from its head down, "1" for a dark module, without the quiet zone.

    Error level Q (a quarter of the code may be lost), never raised to fill up the symbol, so that the code is
    as small as it can be. The data mask is always the same: each is valid, readers learn it from the code,
    and comparing all eight takes six times as long as making the code. The same text gives the same rows,
    those of `segno.make`: segno says what is written in which version and where it goes, and that way through
    the symbol is remembered. ValueError for an empty text and for one that no code can hold (1663 bytes).
    """
    if not text:
        raise ValueError("a QR code needs a text")
    encoder = _encoder()
    segments = encoder.prepare_data(text, None, None)
    try:
        version = encoder.find_version(segments, _tables().ERROR_LEVEL_Q, eci=False, micro=False)
    except encoder.DataOverflowError:
        raise ValueError(
            f"a QR code holds no more than 1663 characters, and this text has {len(text)}"
        ) from None
    symbol = _symbol(version)
    buffer = encoder.Buffer()
    for segment in segments:
        encoder.write_segment(buffer, segment, None, encoder.version_range(version), False)
    encoder.write_terminator(buffer, symbol.capacity, None, len(buffer))
    encoder.write_padding_bits(buffer, version, len(buffer))
    encoder.write_pad_codewords(buffer, version, symbol.capacity, len(buffer))
    return symbol.rows(buffer.getbits())


def _encoder() -> Any:
    """segno's parts, of which `segno.make` is put together."""
    from segno import encoder

    return encoder


def _tables() -> Any:
    """The standard's tables, as segno has them."""
    from segno import consts

    return consts


class _Symbol(NamedTuple):
    """What all codes of one version share.

    `capacity` is in bits, `blocks` how many words of data and of correction each block has. `pick` takes a
    symbol's modules, row by row, from the message's bits, the same bits inverted, and "01".
    """

    side: int
    capacity: int
    blocks: tuple[tuple[int, int], ...]
    remainder: int
    pick: Callable[[str], tuple[str, ...]]

    def rows(self, bits: bytearray) -> tuple[str, ...]:
        """The rows of the code for `bits`, a byte each, that fill the symbol."""
        data = int(bits.translate(_DIGITS), 2).to_bytes(len(bits) // 8, "big")
        message = self.interleave(data)
        plain = f"{int.from_bytes(message, 'big'):0{8 * len(message)}b}" + "0" * self.remainder
        modules = "".join(self.pick(plain + plain.translate(_INVERTED) + "01"))
        return tuple(modules[at : at + self.side] for at in range(0, len(modules), self.side))

    def interleave(self, data: bytes) -> bytes:
        """All blocks' first words, their second words, and so on; then likewise the words that correct them
        (ISO/IEC 18004, 7.6)."""
        parts: list[bytes] = []
        at = 0
        for held, _ in self.blocks:
            parts.append(data[at : at + held])
            at += held
        mended = [_correction(part, words) for part, (_, words) in zip(parts, self.blocks, strict=True)]
        together = (word for side in (parts, mended) for words in zip_longest(*side) for word in words)
        return bytes(word for word in together if word is not None)


_DIGITS = b"01" + bytes(254)
_INVERTED = str.maketrans("01", "10")


@lru_cache(maxsize=8)
def _symbol(version: int) -> _Symbol:
    """A version's symbol: segno lays out one whose bits are numbers, and says what stands between them."""
    import segno

    encoder, consts = _encoder(), _tables()
    level = consts.ERROR_LEVEL_Q
    side = encoder.calc_matrix_size(version)
    matrix: list[Any] = list(map(list, encoder.make_matrix(side, side)))
    encoder.add_finder_patterns(matrix, side, side)
    encoder.add_alignment_patterns(matrix, side, side)
    count = sum(row.count(_FREE) for row in matrix)
    encoder.add_codewords(matrix, range(_FREE + 1, _FREE + 1 + count), version)
    fixed = segno.make("0", error="q", version=version, boost_error=False, mask=_MASK).matrix
    masked = encoder.get_data_mask_functions(False)[_MASK]
    order = []
    for i, row in enumerate(matrix):
        for j, number in enumerate(row):
            if number > _FREE:
                order.append(number - _FREE - 1 + (count if masked(i, j) else 0))
            else:
                order.append(2 * count + fixed[i][j])
    blocks = tuple(
        (info.num_data, info.num_total - info.num_data)
        for info in consts.ECC[version][level]
        for _ in range(info.num_blocks)
    )
    remainder = count - 8 * sum(map(sum, blocks))
    return _Symbol(side, consts.SYMBOL_CAPACITY[version][level], blocks, remainder, itemgetter(*order))


def _correction(block: bytes, words: int) -> bytes:
    """The Reed-Solomon words of a block (ISO/IEC 18004, 7.5): what its division by the generator leaves."""
    multiples = _generator_multiples(words)
    shift = 8 * (words - 1)
    kept = (1 << shift) - 1
    rest = 0
    for word in block:
        rest = (rest & kept) << 8 ^ multiples[rest >> shift ^ word]
    return rest.to_bytes(words, "big")


@lru_cache(maxsize=32)
def _generator_multiples(words: int) -> tuple[int, ...]:
    """The generator polynomial of degree `words`, but for its first term, times each of GF(256)."""
    consts = _tables()
    multiples = [0]
    for bit in range(8):
        log = consts.GALIOS_LOG[1 << bit]
        terms = bytes(consts.GALIOS_EXP[log + term] for term in consts.GEN_POLY[words])
        multiple = int.from_bytes(terms, "big")
        multiples += [multiple ^ other for other in multiples]
    return tuple(multiples)


def side(rows: tuple[str, ...]) -> float:
    """The least side of a code in points, with modules of MODULE, without the quiet zone."""
    return len(rows) * MODULE


def room(side: float) -> int:
    """How many characters (bytes of UTF-8) a code at most `side` points wide holds, with modules of MODULE.

    22 mm hold 130: what a message about a web address that is too long can say.
    """
    consts = _tables()
    version = min(40, (int(side / MODULE + 1e-6) - 17) // 4)
    if version < 1:
        return 0
    bits = consts.SYMBOL_CAPACITY[version][consts.ERROR_LEVEL_Q]
    # Four bits say that bytes follow, and eight or sixteen how many (ISO/IEC 18004, table 3).
    return int((bits - 4 - (8 if version < 10 else 16)) // 8)
