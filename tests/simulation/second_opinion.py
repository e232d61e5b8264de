#!/usr/bin/env python3
"""A second, slow fold of the ledger, written from its rules (LEDGER rules 5, 9, 12 to 18, 20; §3,
28) and not from the program: reads what a schedule left behind (second_opinion.hpp) and says
whether it makes the same of it. Names, commitments, live values, proposals, conflicts, and the
roots of drafts and cuts are all computed again.

    second_opinion.py FILE …"""
import hashlib
import hmac
import sys

WITHDRAWN = b"\x40"  # an empty byte string: the value was taken away
PRESENT = b"\xf5"  # true: the row is there
GUARD_BASE = 0x00100000


class Malformed(Exception):
    pass


class Raw:
    """A strict reader of the subset of deterministic CBOR that everything here is written in."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def head(self):
        first = self.byte()
        major, low = first >> 5, first & 31
        if low < 24:
            return major, low
        if low > 27:
            raise Malformed("an indefinite or reserved head")
        size = 1 << (low - 24)
        value = int.from_bytes(self.take(size), "big")
        if value < (24, 1 << 8, 1 << 16, 1 << 32)[low - 24]:
            raise Malformed("a head that is longer than it need be")
        return major, value

    def byte(self):
        return self.take(1)[0]

    def take(self, count):
        if self.at + count > len(self.data):
            raise Malformed("the end in the middle")
        self.at += count
        return self.data[self.at - count:self.at]

    def item(self):
        major, value = self.head() if self.data[self.at] >> 5 != 7 else (7, self.byte() & 31)
        if major == 0:
            return value
        if major == 1:
            return -1 - value
        if major == 2:
            return self.take(value)
        if major == 3:
            return self.take(value).decode("utf-8")
        if major == 4:
            return [self.item() for _ in range(value)]
        if major == 5:
            pairs = [(self.item(), self.item()) for _ in range(value)]
            if any(a[0] >= b[0] for a, b in zip(pairs, pairs[1:])):
                raise Malformed("keys out of order")
            return dict(pairs)
        if major == 7 and value in (20, 21):
            return value == 21
        raise Malformed("an item of a kind that is not used")

    def slices(self):
        """The items of one array as the bytes they are."""
        major, count = self.head()
        if major != 4:
            raise Malformed("not an array")
        found = []
        for _ in range(count):
            start = self.at
            self.item()
            found.append(self.data[start:self.at])
        if self.at != len(self.data):
            raise Malformed("something after the end")
        return found


def read(data):
    reader = Raw(data)
    item = reader.item()
    if reader.at != len(data):
        raise Malformed("something after the end")
    return item


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for low, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << 8 * size:
            return bytes([major << 5 | low]) + value.to_bytes(size, "big")
    raise Malformed("a number too large")


def encode(item):
    if isinstance(item, bool):
        return b"\xf5" if item else b"\xf4"
    if isinstance(item, int):
        return head(0, item)
    if isinstance(item, bytes):
        return head(2, len(item)) + item
    return head(4, len(item)) + b"".join(encode(one) for one in item)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def merkle(leaves):
    """RFC 6962, 2.1."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01", merkle(leaves[:split]), merkle(leaves[split:]))


class Operation:
    """[version, stream, chain, seq, prev, kind, schema, record, at, cells, references, commitment,
    boxes]; named by the hash of just these bytes."""

    def __init__(self, written):
        canonical, self.payload, salt, self.position, self.judgement, self.earlier = written
        fields = read(canonical)
        (_, self.stream, self.chain, self.seq, _, self.kind, self.schema, self.record, _, cells,
         self.references, commitment, _) = fields
        if encode(fields) != canonical:
            raise Malformed("an operation that is not canonical")
        self.id = sha256(canonical)
        if self.payload and sha256(b"pl", salt, self.payload) != commitment:
            raise Malformed("a payload that was not committed to")
        self.creates = self.kind == 4 and not self.record
        self.cells = [(self.full(cell), replaces) for cell, replaces in cells]
        self.values = self.seed = None
        if self.kind == 4:
            self.read_values()

    def full(self, cell):
        """A row of this operation is named by the operation."""
        return encode([cell[0], self.id, cell[1]]) if len(cell) == 2 else encode(cell)

    def read_values(self):
        try:
            values = Raw(self.payload).slices()
        except (Malformed, IndexError):
            return
        if self.creates and values:
            self.seed = read(values.pop(0))
        if len(values) == len(self.cells):
            self.values = values

    def of(self):
        return self.record or self.id

    def ghost(self, judgement=None):
        judged = self.judgement if judgement is None else judgement
        return bool(self.position) and judged != 0

    def as_of(self, position):
        """The judgement that stood then: second looks after it are left out (rules 16, 18)."""
        for until, judgement in self.earlier:
            if until > position:
                return judgement
        return self.judgement

    def since(self):
        return self.earlier[-1][0] if self.earlier else self.position


def tag_of(cell):
    return read(cell)[0] >> 1


def is_legal(cell):
    return read(cell)[0] & 1 == 1


def is_guard(cell):
    return tag_of(cell) >= GUARD_BASE


def guard_value(operation, index):
    """The digest of the legal cells that follow a guard, up to the next one (rule 13)."""
    covered = b""
    for (cell, _), value in list(zip(operation.cells, operation.values))[index + 1:]:
        if is_guard(cell):
            break
        if is_legal(cell):
            covered += cell + value
    return encode(sha256(covered))


class Said:
    def __init__(self, operation, index, ghost):
        cell, replaces = operation.cells[index]
        self.by, self.replaces = operation.id, set(replaces)
        self.ghost = ghost or operation.values is None
        self.value = b""
        if operation.values is not None:
            self.value = guard_value(operation, index) if is_guard(cell) \
                else operation.values[index]


def closure(start, history, through):
    """What a set of names leads to: on through those for which `through` holds."""
    found, todo = set(), list(start)
    while todo:
        name = todo.pop()
        if name in history and name not in found:
            found.add(name)
            if through(history[name]):
                todo.extend(history[name].replaces)
    return found


def through_ghosts(said):
    return said.ghost


def reading(history, legal):
    """(live, proposals), names sorted: rule 9 and §3, 28."""
    replaced = closure([name for said in history.values() if not said.ghost
                        for name in said.replaces], history, through_ghosts)
    live = {said.by for said in history.values() if not said.ghost and said.by not in replaced}
    proposals = {said.by for said in history.values() if said.ghost and said.by not in replaced}
    if len(live) > 1 and not legal:
        gone = set()
        for author in (said for said in history.values() if not said.ghost):
            took = closure(author.replaces, history, through_ghosts)
            values = {history[name].value for name in took} - {PRESENT}
            saw = closure(author.replaces, history, lambda said: True)
            for name in live - {author.by}:
                past = closure(history[name].replaces, history, lambda said: True)
                if history[name].value in values and past <= saw and not past & took:
                    gone.add(name)
        live -= gone
    return sorted(live), sorted(proposals)


class Content:
    """What edits say together; `edits` are (operation, is it a ghost)."""

    def __init__(self, edits, catalogue):
        histories = {}
        for operation, ghost in edits:
            for index, (cell, _) in enumerate(operation.cells):
                histories.setdefault(cell, {})[operation.id] = Said(operation, index, ghost)
        self.cells, values = {}, {}
        for cell, history in histories.items():
            live, proposals = reading(history, is_legal(cell))
            self.cells[cell] = (live, proposals)
            values[cell] = [history[name].value for name in live]
        self.disputed = {cell for cell, said in values.items() if len(set(said)) > 1}
        self.said = {cell: said[0] for cell, said in values.items()
                     if said and cell not in self.disputed and said[0] != WITHDRAWN}
        absent = {self.row(cell) for cell in self.cells
                  if catalogue[cell][1] and cell not in self.said}
        gone = {cell for cell in self.cells
                if self.row(cell) in absent and self.row(cell) and not catalogue[cell][1]}
        self.disputed -= gone
        for cell in gone:
            self.said.pop(cell, None)

    @staticmethod
    def row(cell):
        parts = read(cell)
        return tuple(parts[1:])

    def root(self, record, stream, schema, seed, catalogue):
        if self.disputed or seed is None:
            return b""
        sections = {}
        for cell, value in self.said.items():
            if not is_guard(cell):
                leaf = sha256(b"\x00", hmac.digest(seed, cell, "sha256"), value)
                sections.setdefault(catalogue[cell][0], []).append((cell, leaf))
        tops = [sha256(b"\x00", encode([record, stream, schema]))]
        for section in sorted(sections):
            leaves = [leaf for _, leaf in sorted(sections[section])]
            tops.append(sha256(b"\x00", encode([section, merkle(leaves)])))
        return merkle(tops)

    def conflicts(self, catalogue):
        """A guard asks only where the same edits do not meet in a cell anyway."""
        shown, asked = {}, set()
        for cell in self.disputed:
            if not is_guard(cell):
                asked.add(cell)
                shown.setdefault(catalogue[cell][0], set()).update(self.cells[cell][0])
        for cell in self.disputed:
            if is_guard(cell) and not set(self.cells[cell][0]) <= \
                    shown.get(catalogue[cell][0], set()):
                asked.add(cell)
        return asked


def edits_of(submit, entries, approvals):
    """What a cut covers, as it stood when it was first confirmed."""
    confirmed = [one.since() for one in approvals
                 if one.position and not one.judgement and submit.id in one.references]
    heads = [one for one in entries if one.id in submit.references]
    covered = [one for one in entries if one.kind == 4 and any(
        top.chain == one.chain and top.seq >= one.seq for top in heads)]
    at = min(confirmed) if confirmed else None
    return [(one, one.ghost(one.as_of(at) if at is not None and one.earlier else None))
            for one in covered]


def put_meaning_for_cuts(entries, approvals):
    """Rule 20: who replaces a submission replaces what its cut says of the cell."""
    submits = [one for one in entries if one.kind == 5]
    covers = {one.id: edits_of(one, entries, approvals) for one in submits}
    for submit in sorted(submits, key=lambda one: (len(covers[one.id]), one.id)):
        naming = [one for one in entries if one.kind == 4
                  and any(submit.id in replaces for _, replaces in one.cells)]
        histories = {}
        for operation, ghost in covers[submit.id] if naming else ():
            for index, (cell, _) in enumerate(operation.cells):
                histories.setdefault(cell, {})[operation.id] = Said(operation, index, ghost)
        for one in naming:
            for index, (cell, replaces) in enumerate(one.cells):
                if submit.id in replaces:
                    live, proposals = reading(histories.get(cell, {}), is_legal(cell))
                    meant = set(replaces) - {submit.id} | set(live) | set(proposals)
                    one.cells[index] = (cell, sorted(meant))


def cut_root(submit, entries, approvals, stream, seed, catalogue):
    edits = edits_of(submit, entries, approvals)
    return Content(edits, catalogue).root(submit.record, stream, submit.schema, seed, catalogue)


def differences(stream, operations, files, schema):
    approvals = [one for one in operations if one.kind == 8]
    for record, root, cells, conflicts, cuts in files:
        entries = [one for one in operations if one.kind != 8 and one.of() == record]
        put_meaning_for_cuts(entries, approvals)
        catalogue = {cell: (section, presence) for cell, section, presence, _, _ in cells}
        creation = next(one for one in entries if one.id == record)
        edits = [(one, one.ghost()) for one in entries if one.kind == 4]
        draft = Content(edits, catalogue)
        name = record.hex()[:8]
        if draft.cells != {cell: (live, props) for cell, _, _, live, props in cells}:
            yield f"file {name}: other live values or proposals"
        if draft.conflicts(catalogue) != set(conflicts):
            yield f"file {name}: other conflicts"
        if draft.root(record, stream, schema, creation.seed, catalogue) != root:
            yield f"file {name}: another root"
        by_name = {one.id: one for one in entries}
        for submit, cut in cuts:
            mine = cut_root(by_name[submit], entries, approvals, stream, creation.seed, catalogue)
            if mine != cut:
                yield f"file {name}: another root of the cut {submit.hex()[:8]}"


def main():
    files = operations = failed = 0
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            schema, units = read(file.read())
        for stream, written, told in units:
            made = [Operation(one) for one in written]
            operations += len(made)
            files += len(told)
            for difference in differences(stream, made, told, schema):
                print(f"{path}: {difference}")
                failed += 1
    print(f"{len(sys.argv) - 1} schedules, {operations} operations, {files} files, "
          f"{failed} differences")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
