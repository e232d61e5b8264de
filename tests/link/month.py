"""A unit's month as data: what a clerk changes, from a seed."""
import json
import random
import subprocess

SCHOOLS = ["Trường Chính trị tỉnh Hưng Yên", "Học viện Hành chính Quốc gia", "Trường Đại học Thái Bình"]
WORKS = ["Tham mưu công tác nội vụ của xã", "Quản lý hồ sơ cán bộ, công chức", "Theo dõi thi đua, khen thưởng",
         "Phụ trách chuyên môn khối lớp 4", "Tiếp nhận và trả kết quả thủ tục hành chính"]


def day(dice, year):
    return f"{year}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"


def edit(dice, uid):
    """484 fields set and 89 rows added in 300 edits, as an average month has it."""
    kind = dice.random()
    made = {"act": "edit", "uid": uid, "set": [], "add": []}
    if kind < 0.30:
        made["add"] = [dice.choice([
            "mgmt_training=" + json.dumps({"from_ym": f"2025-{dice.randrange(1, 5):02d}", "to_ym": f"2025-{dice.randrange(5, 12):02d}",
                                           "school": dice.choice(SCHOOLS), "certificate": "CHUYEN_VIEN",
                                           "certificate_no": f"CV-2025/{dice.randrange(1, 900)}"}, ensure_ascii=False),
            "health_check=" + json.dumps({"date": day(dice, 2025), "class": dice.choice(["I", "II", "III"]),
                                          "height": dice.randrange(150, 180), "weight": f"{dice.randrange(450, 800) / 10}"}),
            "assessment_month=" + json.dumps({"period": f"2025-{dice.randrange(1, 12):02d}", "score": f"{dice.randrange(700, 990) / 10}"})])]
    fields = {
        "phone_mobile": lambda: dice.choice(["091", "098", "035", "081"]) + f"{dice.randrange(10 ** 7):07d}",
        "email_private": lambda: f"canbo{dice.randrange(10 ** 5)}@example.com",
        "residence_current_text": lambda: f"Số {dice.randrange(1, 200)}, thôn {dice.choice(['Minh Châu', 'Đông Phong', 'An Lạc'])}",
        "main_work": lambda: dice.choice(WORKS),
        "weight_kg": lambda: f"{dice.randrange(450, 800) / 10}",
        "health_status": lambda: dice.choice(["I", "II", "III"]),
        "social_insurance_no": lambda: f"34{dice.randrange(10 ** 8):08d}",
    }
    for name in dice.sample(sorted(fields), dice.choice([1, 1, 2, 3]) if kind >= 0.30 else dice.choice([0, 1])):
        made["set"].append(f"{name}={fields[name]()}")
    if not made["set"] and not made["add"]:
        made["set"].append(f"phone_mobile={fields['phone_mobile']()}")
    return made


def edits(uids, count, seed):
    dice = random.Random(seed)
    return [edit(dice, dice.choice(uids)) for _ in range(count)]


def submissions(uids):
    return [{"act": "submit", "uid": uid, "reason": "Đã đối chiếu hồ sơ giấy"} for uid in uids]


def work(binaries, laptop, login, acts):
    """All of them in one login."""
    lines = "\n".join([laptop.passwords[login]] + [json.dumps(act, ensure_ascii=False) for act in acts]) + "\n"
    done = subprocess.run([binaries / "office_work", laptop.home, login], input=lines, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise AssertionError(f"office_work: {done.returncode} {done.stderr}")
    return int(done.stdout)
