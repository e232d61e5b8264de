#!/usr/bin/env python3
"""No key of a policy pack is silent: each one stands in silent_keys(), which is told at publish, or is obeyed by code
outside the pack's own reading and writing. What obeys it is named here: a file, and the name it is read by there."""
import os
import re
import sys

import tree

KEYS = "sync/record/policy_key.inc"
SILENT = "sync/record/policy_effect.cpp"
MONTH = "sync/record/month.cpp"
OBEYED = {
    "pack": ("sync/server/publish.cpp", "what->name"),
    "version": ("sync/ledger/rulebook.cpp", "pack.version"),
    "title": (MONTH, "policy->title"),
    "basis": (MONTH, "policy->basis"),
    "province": ("sync/server/publish.cpp", "pack.province"),
    "valid_from": ("sync/ledger/rulebook.cpp", "pack->valid_from"),
    "valid_to": (MONTH, "expired_on"),
    "deadline.account.join": (MONTH, '"account.join"'),
    "deadline.entry.first": (MONTH, '"entry.first"'),
    "deadline.change.person": (MONTH, '"change.person"'),
    "deadline.change.own_system": (MONTH, '"change.own_system"'),
    "deadline.change.other_agency": (MONTH, '"change.other_agency"'),
    "deadline.assessment.sync": (MONTH, '"assessment.sync"'),
    "deadline.transfer.setup": (MONTH, '"transfer.setup"'),
    "deadline.returned.fix": (MONTH, '"returned.fix"'),
    "approval.unit.deadline_day": (MONTH, "unit_deadline_day"),
    "approval.province.window": (MONTH, "province_window"),
    "approval.outside_window": ("sync/record/signing_window.cpp", "outside_window"),
    "approval.signers.unit": ("sync/exchange/facts.cpp", "unit_signers"),
    "deadline.time_source": (MONTH, "time_source"),
    "evidence.required_for": ("sync/record/rule_evidence.cpp", "evidence_for"),
    "evidence.in_system": ("sync/ledger/attachment.cpp", "evidence_in_system"),
    "backup.min_generations": ("client/office/backup.cpp", "backup_generations_min"),
    "transfer.who_may_start": ("sync/ledger/transfer_start.cpp", "transfer_starters"),
    "access.consent_basis": ("sync/record/consent_basis.cpp", "consent_basis"),
    "pay.delay.reprimand": ("sync/record/rule_raise.cpp", "delay_reprimand_months"),
    "pay.delay.warning": ("sync/record/rule_raise.cpp", "delay_warning_months"),
    "pay.delay.demotion": ("sync/record/rule_raise.cpp", "delay_demotion_months"),
    "pay.delay.failed_year": ("sync/record/rule_raise.cpp", "delay_failed_year_months"),
    "pay.early.months_max": ("sync/record/rule_raise.cpp", "early_months_max"),
    "pay.early.percent_max": ("sync/record/early_raise.cpp", "early_share_max_percent"),
    "discipline.expiry_months": ("sync/record/rule_raise.cpp", "discipline_expiry_months"),
}
KEY = re.compile(r'^\{"([a-z_.]+)", (?:true|false),', re.M)
SILENT_KEY = re.compile(r'\{"([a-z_.]+)", "policy\.silent_')


def text(root, path):
    return (tree.text(root, path) or "") if os.path.isfile(os.path.join(root, path)) else ""


def faults(root):
    keys = KEY.findall(text(root, KEYS))
    silent = set(SILENT_KEY.findall(text(root, SILENT)))
    if not keys:
        return
    for key in sorted(silent - set(keys)):
        yield f"{SILENT}: {key} is no key of a pack"
    for key in keys:
        if key in silent:
            continue
        path, name = OBEYED.get(key, ("", ""))
        if not path:
            yield f"{KEYS}: {key} decides nothing: obey it and name where in tests/lint/pack_keys.py, or tell it in {SILENT}"
        elif name not in tree.without_comments(text(root, path)):
            yield f"{path}: does not read {key} as {name}"


if __name__ == "__main__":
    sys.exit(tree.main(faults))
