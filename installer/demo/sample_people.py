#!/usr/bin/env python3
"""Invented personnel files of a commune, as JSON lines: for the demo, the tests and training.

    sample_people.py --count 300 --seed 7 --unit H31.55 > people.jsonl

Nobody in them exists: names are drawn from lists of real given and family names of several peoples
(Kinh, Mông, Thái, Ê Đê, Gia Rai, Nùng, Mường), numbers from a seed. About one file in forty has a
personal number that is wrong in one of the ways that lists from real communes are: a zero lost at
the front, a letter O, an old nine-digit card. The same seed gives the same bytes.
"""
import argparse
import json
import random
import sys

KINH_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đinh"]
KINH_MIDDLE = {"1": ["Văn", "Đức", "Quang", "Minh", "Hữu", "Xuân"], "2": ["Thị", "Thu", "Thuỳ", "Ngọc", "Khánh"]}
KINH_GIVEN = {
    "1": ["Hoà", "Thịnh", "Quân", "Dũng", "Tuấn", "Lý", "Phúc", "Khởi", "Ứng", "Đạt", "Bảo", "Nghĩa"],
    "2": ["Lan", "Huệ", "Thuý", "Mai", "Hằng", "Yến", "Uyên", "Quỳnh", "Ánh", "Ngoan", "Phượng", "Lệ"],
}
# ethnic code: (family or clan names, middle, given) by gender, as these peoples really write them
PEOPLES = {
    "08": {"1": (["Giàng", "Vàng", "Sùng", "Thào", "Lý"], ["A"], ["Páo", "Sính", "Dế", "Lử", "Chứ"]),
           "2": (["Giàng", "Vàng", "Sùng", "Thào", "Lý"], ["Thị"], ["Mỷ", "Dua", "Sua", "Chở", "Pà"])},
    "03": {"1": (["Lò", "Quàng", "Cà", "Lường"], ["Văn"], ["Pành", "Hặc", "Thoong", "Inh"]),
           "2": (["Lò", "Quàng", "Cà", "Lường"], ["Thị"], ["Mai", "Póm", "Hịa", "Ọi"])},
    "12": {"1": (["Y"], [], ["Moan Êban", "Bhiăm Niê", "Krĭng Kbuôr", "Thăng Mlô"]),
           "2": (["H’"], [], ["Hen Niê", "Luĕ Êban", "Bliăk Kđoh", "Wưn Byă"])},
    "10": {"1": (["Rơ Mah", "Ksor", "Siu"], [], ["Djuñ", "Blơt", "Hlơ̆p", "Brŏl"]),
           "2": (["Rơ Mah", "Ksor", "Siu"], [], ["H’Bia", "H’Lưm", "H’Chĕm"])},
    "07": {"1": (["Nông", "Hoàng", "Vi"], ["Văn"], ["Sằn", "Chấn", "Khìn"]),
           "2": (["Nông", "Hoàng", "Vi"], ["Thị"], ["Sỉ", "Mẩy", "Ghến"])},
    "06": {"1": (["Bùi", "Quách", "Đinh"], ["Văn"], ["Ậm", "Nhởi", "Dệu"]),
           "2": (["Bùi", "Quách", "Đinh"], ["Thị"], ["Ển", "Nhịn", "Vằng"])},
}
COMMUNES = [("12472", "Quỳnh Phụ"), ("12826", "Thái Thuỵ"), ("12970", "Tiền Hải"), ("13075", "Kiến Xương"),
            ("13192", "Vũ Thư"), ("12586", "Hưng Hà"), ("12688", "Đông Hưng")]
HAMLETS = ["Minh Châu", "Đông Phong", "Bình Trật", "Nam Hoà", "An Lạc", "Tân Tiến"]
MOBILE = ["032", "035", "038", "039", "056", "070", "079", "081", "083", "090", "091", "098"]
SCHOOLS = ["Học viện Hành chính Quốc gia", "Trường Đại học Thái Bình", "Trường Đại học Sư phạm Hà Nội",
           "Trường Đại học Y Dược Thái Bình", "Học viện Nông nghiệp Việt Nam"]
# kind, rank, scale's coefficients, job position, degree, title, major
POSTS = [
    ("CC", "01.003", "A1", "CC-VHXH-01", "7", "Chuyên viên", "Quản lý nhà nước"),
    ("CC", "01.004", "A0", "CC-KT-02", "6", "Cán sự", "Quản trị văn phòng"),
    ("VC", "V.07.03.29", "A1", "VC-TH-01", "7", "Giáo viên tiểu học hạng III", "Giáo dục tiểu học"),
    ("VC", "V.07.02.26", "A0", "VC-MN-01", "6", "Giáo viên mầm non hạng III", "Giáo dục mầm non"),
    ("VC", "V.07.04.32", "A1", "VC-THCS-01", "7", "Giáo viên trung học cơ sở hạng III", "Sư phạm Toán"),
    ("VC", "V.08.03.07", "B", "VC-YT-02", "5", "Y sĩ hạng IV", "Y sĩ đa khoa"),
]
SCALES = {"A1": (234, 33, 9, 3), "A0": (210, 31, 10, 3), "B": (186, 20, 12, 2)}


def name_of(dice, gender):
    if dice.random() < 0.62:
        return "01", " ".join([dice.choice(KINH_FAMILY), dice.choice(KINH_MIDDLE[gender]), dice.choice(KINH_GIVEN[gender])])
    people = dice.choice(sorted(PEOPLES))
    family, middle, given = PEOPLES[people][gender]
    parts = [dice.choice(family)] + ([dice.choice(middle)] if middle else []) + [dice.choice(given)]
    return people, " ".join(parts).replace("H’ ", "H’")


def number_of(dice, gender, year, taken):
    century = {19: 0, 20: 2}[year // 100] + (gender == "2")
    while True:
        number = f"034{century}{year % 100:02d}{dice.randrange(10 ** 6):06d}"
        if number not in taken:
            taken.add(number)
            return number


def spoilt(dice, number):
    return dice.choice([number[1:], "O" + number[1:], number[:9]])


def day(dice, year):
    return f"{year}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"


def salary(dice, scale, since):
    first, step, steps, years = SCALES[scale]
    at = min(steps, 1 + (2026 - since - 1) // years)
    return at, f"{(first + step * (at - 1)) / 100:.2f}", since + 1 + (at - 1) * years


def family(dice, gender, year, surname):
    rows = [
        {"relation": "BR01", "full_name": f"{surname} Văn {dice.choice(KINH_GIVEN['1'])}", "birth_year": year - dice.randrange(22, 34),
         "alive": dice.random() < 0.8, "occupation": "Làm ruộng", "residence": "Tỉnh Hưng Yên"},
        {"relation": "BR02", "full_name": f"{dice.choice(KINH_FAMILY)} Thị {dice.choice(KINH_GIVEN['2'])}", "birth_year": year - dice.randrange(20, 30),
         "alive": True, "occupation": "Làm ruộng", "residence": "Tỉnh Hưng Yên"},
    ]
    for _ in range(dice.randrange(3)):
        rows.append({"relation": "BR09", "full_name": f"{surname} {dice.choice(KINH_GIVEN['2'])}", "birth_year": year + dice.randrange(2, 9), "alive": True})
    return rows


def person(dice, unit, taken):
    gender = dice.choice("12")
    year = dice.randrange(1968, 2003)
    ethnicity, full_name = name_of(dice, gender)
    number = number_of(dice, gender, year, taken)
    kind, rank, scale, post, degree, title, major = dice.choice(POSTS)
    since = year + dice.randrange(22, 24)
    step, coefficient, effective = salary(dice, scale, since)
    commune, place = dice.choice(COMMUNES)
    hamlet = dice.choice(HAMLETS)
    married = dice.random() < 0.6
    birth = day(dice, year)
    old_place = f"Xã {hamlet}, huyện {place}, tỉnh Thái Bình"
    surname = full_name.split()[0].replace("H’", "Niê ").split()[0]
    file = {
        "personal_id": number if dice.random() > 0.025 else spoilt(dice, number),
        "personal_id_issue_date": day(dice, 2021),
        "managing_agency_id": "H31", "using_unit_id": unit, "personnel_kind": kind, "personnel_status": "10",
        "full_name": full_name, "gender": gender, "birth_date": birth,
        "birth_place_province": "33", "birth_place_commune": commune, "birth_place_text": old_place,
        "home_town_province": "33", "home_town_commune": commune, "home_town_text": old_place,
        "ethnicity": ethnicity, "religion": "99" if dice.random() < 0.9 else "02", "nationality": "VN",
        "marital_status": "2" if married else "1",
        "phone_mobile": dice.choice(MOBILE) + f"{dice.randrange(10 ** 7):07d}",
        "social_insurance_no": f"34{dice.randrange(10 ** 8):08d}",
        "residence_current_province": "33", "residence_current_commune": commune,
        "residence_current_text": f"Thôn {hamlet}",
        "first_recruit_date": f"{since}-03-01", "first_recruit_agency": f"UBND huyện {place}, tỉnh Thái Bình",
        "recruit_method": "THI_TUYEN", "current_agency_join_date": f"{since}-03-01",
        "general_education": "12/12", "main_work": title,
        "rank_code": rank, "rank_appoint_date": f"{since + 1}-03-01", "salary_step": step,
        "salary_coefficient": coefficient, "salary_effective_date": f"{effective}-03-01", "salary_pct": "100",
        "job_position_code": post, "health_status": dice.choice(["I", "II", "II", "III"]),
        "history_arrest": "Không", "history_old_regime": "Không", "foreign_org_membership": "Không",
        "education": [{"from_ym": f"{year + 18}-09", "to_ym": f"{year + 22}-06", "school": dice.choice(SCHOOLS), "country": "VN",
                       "major": major, "mode": "CHINH_QUY", "degree": degree, "grade": "KHA"}],
        "work_history": [{"from_ym": f"{since}-03", "unit_text": f"UBND xã {place}", "title": title, "kind": "CHINH_QUYEN"}],
        "salary_history": [{"from_ym": f"{effective}-03", "rank_code": rank, "step": step, "coefficient": coefficient, "pct": "100",
                            "raise_kind": "THUONG_XUYEN", "decision_no": f"{dice.randrange(1, 400)}/QĐ-UBND",
                            "decision_date": f"{effective}-02-20", "decision_agency": "UBND huyện " + place}],
        "assessment": [{"year": y, "kind": "CC" if kind == "CC" else "VC", "score": "82.0", "class": "2"} for y in (2024, 2025)],
        "family_self": family(dice, gender, year, surname),
    }
    if married:
        file["family_spouse"] = [{"relation": "SR01" if gender == "1" else "SR03",
                                  "full_name": f"{dice.choice(KINH_FAMILY)} Văn {dice.choice(KINH_GIVEN['1'])}", "birth_year": year - 25, "alive": True}]
        file["family_self"].append({"relation": "BR03" if gender == "1" else "BR04",
                                    "full_name": name_of(dice, "2" if gender == "1" else "1")[1], "birth_year": year + 1, "alive": True})
    if dice.random() < 0.4 and since <= 2021:
        file["party_join_date"] = f"{since + 3}-05-19"
        file["party_official_date"] = f"{since + 4}-05-19"
    return file


def main():
    arguments = argparse.ArgumentParser(description="Invented personnel files as JSON lines.")
    arguments.add_argument("--count", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--unit", default="H31.55")
    asked = arguments.parse_args()
    dice, taken = random.Random(asked.seed), set()
    for _ in range(asked.count):
        sys.stdout.write(json.dumps(person(dice, asked.unit, taken), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
