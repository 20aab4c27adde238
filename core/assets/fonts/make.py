"""Makes inter-regular.ttf and inter-semibold.ttf from the npm package inter-ui 4.1.1.

    npm pack inter-ui@4.1.1 && tar xzf inter-ui-4.1.1.tgz
    pip install fonttools brotli
    python make.py package/web

Keeps Latin, Greek, Cyrillic, punctuation, currencies and a few signs; makes tabular figures the only ones, so that
columns of amounts align without any layout feature; drops hints, features and the variants nothing can reach.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC),
    (0x1E6, 0x1E7), (0x1F4, 0x1F5), (0x1FA, 0x21B), (0x237, 0x237), (0x259, 0x259), (0x2BB, 0x2BC), (0x2C6, 0x2DD),
    (0x384, 0x3CE), (0x400, 0x45F), (0x490, 0x491), (0x4D8, 0x4D9), (0x1E02, 0x1E9E), (0x1EA0, 0x1EF9),
    (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x203A), (0x2044, 0x2044), (0x2070, 0x2089), (0x20A0, 0x20BF),
    (0x2103, 0x2103), (0x2113, 0x2113), (0x2116, 0x2116), (0x2120, 0x2122), (0x2126, 0x2126), (0x212E, 0x212E),
    (0x2150, 0x215E), (0x2190, 0x2195), (0x2202, 0x221E), (0x2248, 0x2265), (0x25A0, 0x25A1), (0x25AA, 0x25CF),
    (0x2713, 0x2717), (0xFB01, 0xFB02), (0xFFFD, 0xFFFD),
]


def tabular(font):
    """Gives the figures of the character map their glyphs of equal width."""
    gsub = font["GSUB"].table
    lookups = {i for f in gsub.FeatureList.FeatureRecord if f.FeatureTag == "tnum" for i in f.Feature.LookupListIndex}
    swaps = {}
    for index in lookups:
        for sub in gsub.LookupList.Lookup[index].SubTable:
            swaps.update(getattr(sub, "ExtSubTable", sub).mapping)
    for table in font["cmap"].tables:
        for code in range(0x30, 0x3A):
            if code in table.cmap:
                table.cmap[code] = swaps.get(table.cmap[code], table.cmap[code])


def spaced(font):
    """Widens the narrow no-break space, which Inter sets too tight between thousands for a page read at arm's length."""
    name = font.getBestCmap()[0x202F]
    font["hmtx"][name] = (430, 0)


def make(source, target):
    font = TTFont(source)
    tabular(font)
    spaced(font)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "DSIG", "gasp", "meta"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
    worker.subset(font)
    font.flavor = None
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for weight in ["Regular", "SemiBold"]:
        make(folder / f"Inter-{weight}.woff2", Path(__file__).parent / f"inter-{weight.lower()}.ttf")
