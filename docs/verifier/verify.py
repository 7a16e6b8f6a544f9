#!/usr/bin/env python3
"""Verifies what comes from a sealed log, with nothing but Python's standard library.

Usage: verify.py DIR KEY [FROM TO]
       verify.py --proof FILE KEY
       verify.py --report FILE KEY

DIR is an export; FROM and TO are the positions that must be there. After --proof, FILE is an
inclusion proof as the query service answers it; after --report, an account's report. KEY is the
log's public key (name+id+base64). Written from docs/sealed-log.md and the specifications it names;
it shares no code with what is verified. Exit code: 0 intact, 1 different, 2 cannot be told.
"""

import base64
import datetime
import hashlib
import json
import os
import re
import sys
import uuid

# ---- Ed25519, verification only (RFC 8032, section 5.1) ------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def point(encoded):
    """Decompresses a point to extended coordinates; None if there is no such point."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * SQRT_M1 % P
    if (v * x * x - u) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def add(a, b):
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, a):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, a)
        a, scalar = add(a, a), scalar >> 1
    return result


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verifies(key, message, signature):
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# ---- signed notes and checkpoints ----------------------------------------------------------------


class Unproven(Exception):
    pass


class Different(Exception):
    pass


def checkpoint(note, verifier_key):
    """Size and root of a checkpoint that the key has signed."""
    name, key_id, material = verifier_key.split("+", 2)
    material = base64.b64decode(material, validate=True)
    expected = hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]
    if material[0] != 1 or len(material) != 33 or expected.hex() != key_id:
        raise Unproven("not an Ed25519 key: " + verifier_key)
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    signed = False
    for line in signatures.splitlines():
        match = re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/=]+)", line)
        if not match:
            raise Unproven("not a signature line: " + line)
        signature = base64.b64decode(match[2], validate=True)
        if match[1] == name and signature[:4] == expected:
            if not ed25519_verifies(material[1:], text.encode(), signature[4:]):
                raise Unproven("the checkpoint's signature is forged")
            signed = True
    lines = text.split("\n")
    if not signed or lines[0] != name or not re.fullmatch("0|[1-9][0-9]*", lines[1]):
        raise Unproven("the key has not signed this checkpoint")
    return int(lines[1]), base64.b64decode(lines[2], validate=True)


# ---- the tree (RFC 6962) and its tiles (tlog-tiles) ----------------------------------------------


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_hash(hashes):
    if len(hashes) == 1:
        return hashes[0]
    middle = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(tree_hash(hashes[:middle]), tree_hash(hashes[middle:]))


def tile_path(level, index, width):
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    return "tile/%d/%s%s" % (level, "/".join(groups), "" if width == 256 else ".p/%d" % width)


class Tiles:
    """The tiles of a tree, each compared with its parent, and the last ones with the root."""

    def __init__(self, directory, size, root):
        self.directory, self.size, self.known = directory, size, {}
        rest, level = None, 0
        while size >> 8 * level:
            count = (size >> 8 * level) % 256
            if count:
                hashes = self.read(level, (size >> 8 * level) // 256, count)
                self.known[level, (size >> 8 * level) // 256] = hashes
                # Complete subtrees from the right, each the left sibling of what came before.
                while hashes:
                    width = len(hashes) & -len(hashes)
                    subtree = tree_hash(hashes[-width:])
                    rest = subtree if rest is None else node_hash(subtree, rest)
                    hashes = hashes[:-width]
            level += 1
        if rest != root:
            raise Different("the tiles do not add up to the root of the checkpoint")

    def read(self, level, index, width):
        path = os.path.join(self.directory, tile_path(level, index, width))
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError:
            raise Different("there is no " + path)
        if len(content) != 32 * width:
            raise Different("%s has not %d hashes" % (path, width))
        return [content[i : i + 32] for i in range(0, len(content), 32)]

    def tile(self, level, index):
        if (level, index) not in self.known:
            hashes = self.read(level, index, 256)
            if tree_hash(hashes) != self.tile(level + 1, index // 256)[index % 256]:
                raise Different(tile_path(level, index, 256) + " is not what was signed")
            # One of each level is enough, as positions ascend.
            for key in [k for k in self.known if k[0] == level and len(self.known[k]) == 256]:
                del self.known[key]
            self.known[level, index] = hashes
        return self.known[level, index]

    def leaf(self, index):
        return self.tile(0, index // 256)[index % 256]


# ---- entries (docs/sealed-log.md) ----------------------------------------------------------------

DATA = b',"data":'
INSTANT = re.compile(r"([+-]?\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{6})Z")


def micros(text):
    year, month, day, hour, minute, second, fraction = map(int, INSTANT.fullmatch(text).groups())
    # The calendar repeats every 400 years, which have 146,097 days.
    cycles, year = (year - 2000) // 400, 2000 + (year - 2000) % 400
    days = datetime.date(year, month, day).toordinal() - datetime.date(1970, 1, 1).toordinal()
    seconds = (days + cycles * 146097) * 86400 + hour * 3600 + minute * 60 + second
    return seconds * 1_000_000 + fraction


def part(content):
    length = len(content).to_bytes(4, "big")
    if len(content) <= 12288:
        return b"\0" + length + content
    return b"\1" + length + hashlib.sha256(content).digest()


def parse(line):
    """The position of a line's event, and its entry."""
    place = line.find(DATA)
    if place >= 0:
        if line[-1:] != b"}":
            raise ValueError("the line does not end in a brace")
        event = json.loads(line[:place] + b"}")
        payload = line[place + len(DATA) : -1]
    else:
        event = json.loads(line)
        payload = base64.b64decode(event["data_base64"], validate=True)
    tags = [tag.encode() for tag in json.loads(event["tags"])]
    position = int(event["position"])
    entry = b"\1" + position.to_bytes(8, "big") + uuid.UUID(event["id"]).bytes
    for instant in ("time", "recordedat"):
        entry += (micros(event[instant]) % 2**64).to_bytes(8, "big")
    for content in (
        event["type"].encode(),
        event["revision"].encode(),
        b"".join(len(tag).to_bytes(4, "big") + tag for tag in tags),
        payload,
        event["metadata"].encode(),
    ):
        entry += part(content)
    return position, entry


def verify(directory, key, first=None, last=None):
    """Size, root, and the positions that are intact."""
    with open(os.path.join(directory, "checkpoint"), encoding="utf-8", newline="") as file:
        size, root = checkpoint(file.read(), key)
    tiles = Tiles(directory, size, root)
    expected = first
    with open(os.path.join(directory, "events.ndjson"), "rb") as lines:
        for line in lines:
            try:
                position, entry = parse(line.rstrip(b"\n"))
            except (ValueError, KeyError, AttributeError, TypeError, OverflowError) as e:
                raise Different("position %s: not a line of an export: %r" % (expected, e))
            if expected is None:
                expected = position
            if position != expected:
                raise Different("position %d: another event, or none, is there" % expected)
            if position > size or leaf_hash(entry) != tiles.leaf(position - 1):
                raise Different("position %d: the event is not the one that was sealed" % position)
            expected += 1
    if expected is None or expected == first or (last is not None and expected != last + 1):
        raise Different("position %s: the event is missing" % expected)
    return size, root, expected - 1


# ---- inclusion proofs over HTTP (RFC 9162, section 2.1.3.2) ---------------------------------------


def root_of(index, size, leaf, path):
    """The root that a leaf and its audit path lead to; None if they fit no tree of this size."""
    node, last, hashed = index, size - 1, leaf
    if index >= size:
        return None
    for sibling in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            hashed = node_hash(sibling, hashed)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            hashed = node_hash(hashed, sibling)
        node, last = node >> 1, last >> 1
    return hashed if last == 0 else None


def columns(entry):
    """Position, type, payload and metadata of an entry; a long column is None."""
    position, at, found = int.from_bytes(entry[1:9], "big"), 41, []
    for _ in range(5):
        form, length = entry[at], int.from_bytes(entry[at + 1 : at + 5], "big")
        found.append(entry[at + 5 : at + 5 + length] if form == 0 else None)
        at += 5 + (length if form == 0 else 32)
    if entry[0] != 1 or at != len(entry):
        raise Different("the entry is none of version 1")
    return position, found[0], found[3], found[4]


def verify_proof(path, key):
    """Size, root, and the event: its position, type, payload and metadata."""
    with open(path, encoding="utf-8", newline="") as file:
        proof = json.load(file)
    size, root = checkpoint(proof["checkpoint"], key)
    entry = base64.b64decode(proof["leaf"], validate=True)
    position, kind, payload, metadata = columns(entry)
    path = [base64.b64decode(hashed, validate=True) for hashed in proof["hashes"]]
    if proof["position"] != position:
        raise Different("the entry is of position %d" % position)
    if root_of(position - 1, size, leaf_hash(entry), path) != root:
        raise Different("position %d: the proof does not lead to the root" % position)
    return size, root, position, kind, payload, metadata


def as_export(arguments):
    bounds = [int(bound) for bound in arguments[2:4]]
    size, root, last = verify(arguments[0], arguments[1], *bounds)
    return size, root, ["intact through position %d" % last]


def as_report(arguments):
    # Beside this file, where nothing is to be written.
    sys.dont_write_bytecode = True
    import report

    return report.verify_report(arguments[1], arguments[2])


def as_proof(arguments):
    size, root, position, kind, payload, metadata = verify_proof(arguments[1], arguments[2])
    said = [part.decode() for part in (kind, payload, metadata) if part is not None]
    return size, root, ["position %d is sealed: %s" % (position, " ".join(said))]


def main(arguments):
    forms = {"--report": as_report, "--proof": as_proof}
    try:
        size, root, lines = forms.get(arguments[0] if arguments else "", as_export)(arguments)
    except Different as e:
        print("DIFFERENT:", e)
        return 1
    except (Unproven, OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as e:
        print("cannot be told:", e, file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    print("size %d" % size)
    print("root %s" % base64.b64encode(root).decode())
    return 0


if __name__ == "__main__":
    # One module, also for those who import it by its name.
    sys.modules["verify"] = sys.modules["__main__"]
    sys.exit(main(sys.argv[1:]))
