#!/usr/bin/env python3
"""Every key that is put together while the program runs has words in both languages.

`"act." + kind` shows what a function names: the prefix stands here with the functions (file, name) whose literals may
follow it, or with the endings themselves. A new prefix, or a new name without words, is a fault: people would read a key."""
import re
import sys

import tree
from words import catalogue

PREFIX = re.compile(r'"((?:[a-z][a-z0-9_]*\.)+)"\s*\+')
NAME = re.compile(r'"([a-z][a-z0-9_]*)"')
ROLES = ("sync/ledger/role.cpp", "names")
REASONS = ("sync/ledger/verdict.cpp", "name_of(Reason")
TRANSFERS = ("sync/ledger/life.cpp", "name_of(TransferState")
ACTS = ("client/office/record_view.cpp", "kind_name(")
STANDINGS = ("client/office/record_view.cpp", "verdict_name(")
STATUSES = ("sync/ledger/record_fold.cpp", "name_of(Status")
ACCOUNTS = ("client/office/accounts.cpp", "state_of(")
TASKS = ("sync/record/month.cpp", "name_of(Task::Kind")
DUTIES = ("sync/record/month.cpp", "name_of(Duty::State")
USES = ("sync/ledger/access.cpp", "name_of(Use")
# folder: prefix: functions, or endings.
COMPOSED = {
    "client/": {
        "access.kind.": ["consent", "signing"],
        "access.level.": ["0", "1", "2"],
        "access.state.": [("client/office/access_act.cpp", "state_of(const ledger::GrantState")],
        "access.use.": [USES],
        "account.state.": [ACCOUNTS],
        "act.": [ACTS],
        "approval_state.": [("client/office/record_view.cpp", "state_of(const ledger::Approval")],
        "audit.": [("client/office/audit.cpp", "name_of(Kind")],
        "conflict.clock.": ["ahead", "behind"],
        "conflict.suggested.": ["same_text", "own", "agreed"],
        "file_status.": [STATUSES, "archived"],
        "month.kind.": [TASKS],
        "month.state.": [DUTIES],
        "move.late_why.": [("client/office/late_work.cpp", "name_of(LateWork::Why")],
        "move_state.": [TRANSFERS],
        "notice.": [("client/office/notice.cpp", "name_of(Notice::About")],
        "role.": [ROLES],
        "slot.why.": [("client/ctl/account_command.cpp", "name_of(office::SlotReason")],
        "standing.": [STANDINGS],
        "verdict.": [REASONS],
    },
    "sync/server/": {
        "help.": ["pack", "pack.publish", "pack.file", "pack.name", "pack.show", "pack.list",
                  "catalog", "catalog.publish", "catalog.file", "catalog.name", "catalog.show", "catalog.list"],
        "help.access.": ["list", "log"],
        "help.account.": ["confirm", "refuse"],
        "help.held.": ["admit", "refuse"],
        "reason.": [REASONS],
        "role.": [ROLES],
        "state.": [TRANSFERS, USES, "duplicate", "corrected", "proposed", "in_force", "over",
                   ("sync/server/commands/account_command.cpp", "name_of(KeyStanding"),
                   ("sync/server/commands/account_command.cpp", "state_of(const AccountLine"),
                   ("sync/server/commands/ticket_command.cpp", "state_of(const IssuedTicket"),
                   ("sync/server/commands/held_command.cpp", "name_of(ledger::Kind")],
        "claim.outcome.": [("sync/server/commands/claim_command.cpp", "name_of(ledger::ClaimOutcome")],
        "unit_month.": [("sync/server/unit_month.cpp", "name_of(UnitMonth::State")],
    },
    "ui/": {
        "access.kind.": ["consent", "signing"],
        "access.state.": [("client/office/access_act.cpp", "state_of(const ledger::GrantState")],
        "access_page.level.": ["0", "1", "2"],
        "audit.": [("client/office/audit.cpp", "name_of(Kind")],
        "move_state.": [TRANSFERS],
        "transfers.claim_outcome.": ["1", "2", "3"],
        "account.state.": [ACCOUNTS],
        "form.restriction.": ["1", "2"],
        "history.": [ACTS],
        "history.verdict.": [STANDINGS],
        "month.kind.": [TASKS],
        "month.state.": [DUTIES],
        "notice.": [("client/office/notice.cpp", "name_of(Notice::About")],
        "role.": [ROLES],
        "status.": [STATUSES],
        # By a field's type and by a check's code: tests/unit/ui_views_test.cpp asks for all of them.
        "form.help.": [],
        "upkeep.good.": [],
    },
}
# What such literals name besides words.
OTHER = {"province.", "tp."}


def literals(root, source, name):
    """The names that a function, or a table, has in it: from its beginning to the next line that begins with '}'."""
    code = tree.without_comments(tree.text(root, source) or "")
    for begin in re.finditer(re.escape(name), code):
        end = code.find("\n}", begin.end())
        body = code[begin.end():end if end >= 0 else len(code)]
        found = NAME.findall(body)
        if found:
            return found
    return []


def faults(root):
    words = {}
    for key, path, _ in catalogue(root):
        if key:
            words.setdefault(key, set()).add(path)
    used = set()
    for path in tree.files(root, tree.LAYERS, tree.CODE):
        folder = next((one for one in COMPOSED if path.startswith(one)), None)
        code = tree.without_comments(tree.text(root, path) or "")
        for found in PREFIX.finditer(code):
            prefix = found.group(1)
            used.add((folder, prefix))
            at = f"{path}:{tree.line_at(code, found.start())}"
            if folder and prefix not in COMPOSED[folder] and prefix not in OTHER:
                yield f"{at}: «{prefix}» is put together and stands in no table of composed.py"
    for folder, prefixes in COMPOSED.items():
        own = (folder, "client/office/words/") if folder != "sync/server/" else (folder, "client/office/words/record.words.txt")
        for prefix, sources in prefixes.items():
            if (folder, prefix) not in used:
                continue
            for source in sources:
                endings = [source] if isinstance(source, str) else literals(root, *source)
                if not endings:
                    yield f"tests/lint/composed.py: {source[0]} has no names in {source[1]}"
                for ending in endings:
                    key = prefix + ending
                    if not any(path.startswith(own) for path in words.get(key, ())):
                        yield f"{folder}: {key} can be shown and is in no word catalogue"


if __name__ == "__main__":
    sys.exit(tree.main(faults))
