#!/usr/bin/env python3
"""Files as full as those of people near the end of their career: about 9 KB of JSON and 31 rows each, from a seed.

    full_files.py --count 1000 --seed 3 --unit H31.55 > files.jsonl
"""
import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "installer" / "demo"))
sys.dont_write_bytecode = True
import sample_people  # noqa: E402

BYTES = 9070  # LEDGER §2
AGENCIES = ["UBND huyện Tiền Hải", "UBND tỉnh Thái Bình", "Sở Nội vụ tỉnh Thái Bình", "UBND huyện Kiến Xương", "UBND xã Đông Minh"]
TITLES = ["Chuyên viên", "Cán sự", "Công chức văn phòng – thống kê", "Phó Trưởng phòng", "Giáo viên", "Tổ trưởng chuyên môn"]
KIN = ["BR01", "BR02", "BR09"]


def decision(dice, year):
    return {"decision_no": f"{dice.randrange(1, 2400)}/QĐ-UBND", "decision_date": sample_people.day(dice, year),
            "decision_agency": dice.choice(AGENCIES)}


def row(dice, group, year):
    month = f"{dice.randrange(1, 13):02d}"
    hamlet, (_, place) = dice.choice(sample_people.HAMLETS), dice.choice(sample_people.COMMUNES)
    if group == "salary_history":
        return {"from_ym": f"{year}-{month}", "rank_code": "01.003", "step": dice.randrange(1, 10),
                "coefficient": f"{dice.randrange(234, 498) / 100:.2f}", "pct": "100", "raise_kind": "THUONG_XUYEN", **decision(dice, year)}
    if group == "work_history":
        return {"from_ym": f"{year}-{month}", "to_ym": f"{year + dice.randrange(1, 5)}-{month}", "unit_text": dice.choice(AGENCIES) + ", " + place,
                "title": dice.choice(TITLES), "kind": "CHINH_QUYEN", "place": f"Xã {hamlet}, huyện {place}"}
    if group == "assessment":
        return {"year": year, "kind": "CC", "score": f"{dice.randrange(700, 990) / 10}", "class": dice.choice("123"), **decision(dice, year)}
    if group == "reward":
        return {"year": year, "kind": "DANH_HIEU", "title": "LDTT", **decision(dice, year)}
    if group == "mgmt_training":
        return {"from_ym": f"{year}-{month}", "school": dice.choice(sample_people.SCHOOLS), "certificate": "CHUYEN_VIEN",
                "certificate_no": f"CV-{year}/{dice.randrange(1, 900)}"}
    if group == "health_check":
        return {"date": sample_people.day(dice, year), "class": dice.choice(["I", "II", "III"]), "height": dice.randrange(150, 180),
                "weight": f"{dice.randrange(450, 800) / 10}", "doctor": f"Bệnh viện đa khoa {place}"}
    return {"relation": dice.choice(KIN), "full_name": f"{dice.choice(sample_people.KINH_FAMILY)} Văn {dice.choice(sample_people.KINH_GIVEN['1'])}",
            "birth_year": dice.randrange(1940, 1990), "alive": dice.random() < 0.8, "home_town": f"Xã {hamlet}, tỉnh Hưng Yên",
            "occupation": "Làm ruộng", "residence": f"Thôn {hamlet}, xã {place}"}


def full(dice, unit, taken):
    while True:
        file = sample_people.person(dice, unit, taken)
        if len(file["personal_id"]) == 12 and file["personal_id"].isdigit():
            break
    groups = ["salary_history", "work_history", "assessment", "reward", "mgmt_training", "health_check", "family_self"]
    while len(json.dumps(file, ensure_ascii=False).encode()) < BYTES:
        group = dice.choice(groups)
        file.setdefault(group, []).append(row(dice, group, dice.randrange(2005, 2026)))
    return file


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--count", type=int, required=True)
    words.add_argument("--seed", type=int, required=True)
    words.add_argument("--unit", required=True)
    chosen = words.parse_args()
    dice, taken = random.Random(chosen.seed), set()
    for _ in range(chosen.count):
        print(json.dumps(full(dice, chosen.unit, taken), ensure_ascii=False))


if __name__ == "__main__":
    main()
