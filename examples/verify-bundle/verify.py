#!/usr/bin/env python3
"""Verifies exported trails without a line of Sextant; the format is in docs/audit.md. Needs Python 3 and nothing else.

    python3 verify.py [--keys FILE] [--public-key KEY]... [--checkpoints FOLDER] BUNDLE...

One line of JSON for each bundle. Exit code: 0 no damage, 3 damage, 2 something that is no bundle.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import stat
import sys

MOST_LINE, MOST_JSON, MOST_NOTE, MOST_RULE_SET = 16 << 20, 1 << 20, 1 << 16, 64 << 20
MOST_WHOLE = 2**53 - 1
GENESIS = "0" * 64
HASH = re.compile(r"[0-9a-f]{64}")
KEY_NAME = re.compile(r"[!-*,-~]+")
FOREVER = float("inf")


class Unreadable(Exception):
    """A file that is missing, is none, or says something else than it should."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def is_hash(value):
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def is_text(value):
    """Text without a lone surrogate: such a text has no UTF-8."""
    if not isinstance(value, str):
        return False
    try:
        value.encode("utf-8")
        return True
    except UnicodeEncodeError:
        return False


def is_whole(value, least):
    """JSON has one kind of number: 1.0 is whole, too; true is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return value == value and abs(value) <= MOST_WHOLE and value == int(value) and value >= least


def refuse(constant):
    raise ValueError(constant + " is no JSON")


def parse_integer(digits):
    return int(digits) if len(digits) < 400 else float(digits)


def parse_json(data):
    """The value of UTF-8 bytes. Raises ValueError."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=refuse, parse_int=parse_integer)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def is_too_deep(value):
    """Lists and objects within one another."""
    level, depth = [value], 0
    while level and depth <= 200:
        inner = []
        for one in level:
            inner += one if isinstance(one, list) else one.values() if isinstance(one, dict) else []
        level, depth = inner, depth + 1
    return bool(level)


# ---- Ed25519, RFC 8032, 5.1: checking only, so nothing here has to be secret or fast.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add_points(a, b):
    """Points as X, Y, Z, T with x = X / Z, y = Y / Z, x y = T / Z."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return i * j % P, k * m % P, j * k % P, i * m % P


def multiply(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add_points(total, point)
        point = add_points(point, point)
        scalar >>= 1
    return total


def decode_point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, (y & (2**255 - 1)) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    if x & 1 != sign:
        x = P - x
    return x % P, y, 1, x * y % P


def encode_point(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public_key, message, signature):
    """S B - h A must be R, compared as bytes."""
    if len(signature) != 64:
        return False
    point, s = decode_point(public_key), int.from_bytes(signature[32:], "little")
    if point is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    minus = (P - point[0], point[1], 1, P - point[3])
    return encode_point(add_points(multiply(s, BASE), multiply(h, minus))) == signature[:32]


# ---- Files: regular ones only, and not longer than they may be.


def open_file(folder, name):
    path = os.path.join(folder, name)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        number = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise Unreadable(name) from error
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise Unreadable(name)
    return os.fdopen(number, "rb")


def read_whole(folder, name, most):
    with open_file(folder, name) as file:
        return None if os.fstat(file.fileno()).st_size > most else file.read()


def read_json(folder, name):
    data = read_whole(folder, name, MOST_JSON)
    try:
        if data is not None:
            return parse_json(data)
    except ValueError:
        pass
    raise Unreadable(name)


def names_in(folder, name):
    path = os.path.join(folder, name)
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return []
    if not stat.S_ISDIR(mode):
        raise Unreadable(name)
    return os.listdir(path)


def lines_of(folder, name):
    """Lines without their ends; None for one that is too long, which is not kept."""
    with open_file(folder, name) as file:
        while True:
            line = file.readline(MOST_LINE + 1)
            if not line:
                return
            if line.endswith(b"\n"):
                yield line[:-1]
            elif len(line) <= MOST_LINE:
                yield line
            else:
                while line and not line.endswith(b"\n"):
                    line = file.readline(1 << 20)
                yield None


# ---- Entries

MEMBERS = {
    "chainId", "seq", "entryId", "kind", "schemaVersion", "occurredAt",
    "payload", "payloadHash", "prevHash", "entryHash",
}  # fmt: skip


def parse_entry(line):
    try:
        entry = parse_json(line) if line is not None else None
    except ValueError:
        return None
    if not isinstance(entry, dict) or entry.keys() - {"copy"} != MEMBERS:
        return None
    is_good = (
        all(is_text(entry[name]) for name in ("chainId", "entryId", "kind"))
        and (entry["payload"] is None or is_text(entry["payload"]))
        and all(is_hash(entry[name]) for name in ("payloadHash", "prevHash", "entryHash"))
        and is_whole(entry["seq"], 1)
        and is_whole(entry["schemaVersion"], 0)
        and is_whole(entry["occurredAt"], 0)
    )
    if not is_good or is_too_deep(entry.get("copy")):
        return None
    for name in ("seq", "schemaVersion", "occurredAt"):
        entry[name] = int(entry[name])
    return entry


def entry_hash(entry):
    data = b"sextant/audit/v1\0"
    for name in ("chainId", "seq", "entryId", "kind", "schemaVersion", "occurredAt", "prevHash", "payloadHash"):
        member = str(entry[name]).encode("utf-8")
        data += len(member).to_bytes(4, "big") + member
    return sha256(data).hex()


def canonical_number(value):
    """As ECMAScript writes a double: the shortest digits that read back, and when to take an exponent."""
    number = float(value)
    if number != number or number in (FOREVER, -FOREVER):
        raise ValueError("not finite")
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = ("%r" % abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(exponent or 0)
    digits = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    return sign + digits[0] + ("." + digits[1:] if count > 1 else "") + "e" + ("+" if power > 0 else "") + str(power)


def canonical(value):
    """RFC 8785. Raises ValueError for what has no such text."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return canonical_number(value)
    if isinstance(value, str):
        value.encode("utf-8")
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"


def is_copy(copy, payload):
    if payload is None:
        return copy is None
    try:
        return canonical(copy) == payload
    except (ValueError, OverflowError, RecursionError):
        return False


def erased_by(entry):
    if entry["kind"] != "erasure" or entry["payload"] is None:
        return None
    try:
        said = parse_json(entry["payload"].encode("utf-8"))
    except ValueError:
        return None
    if not isinstance(said, dict) or is_too_deep(said) or not is_whole(said.get("seq"), 1) or not isinstance(said.get("payloadHash"), str):
        return None
    return int(said["seq"]), said["payloadHash"]


# ---- Notes


def decode_base64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def key_id(name, key):
    return sha256(name.encode("utf-8"), b"\n\x01", key)[:4]


def parse_public_key(text):
    plain = decode_base64(text)
    if plain is not None and len(plain) == 32:
        return None, plain, FOREVER
    match = re.fullmatch(r"([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", text)
    data = decode_base64(match[3]) if match else None
    if data is None or len(data) != 33 or data[0] != 1 or key_id(match[1], data[1:]).hex() != match[2]:
        raise Unreadable("--public-key")
    return match[1], data[1:], FOREVER


def read_keys(folder, name):
    records = read_json(folder, name)
    if not isinstance(records, list):
        raise Unreadable(name)
    keys = []
    for record in records:
        if not isinstance(record, dict) or not {"name", "publicKey", "validFrom", "validUntil"} <= record.keys():
            raise Unreadable(name)
        who, until = record["name"], record["validUntil"]
        key = decode_base64(record["publicKey"]) if isinstance(record["publicKey"], str) else None
        if not isinstance(who, str) or not KEY_NAME.fullmatch(who) or key is None or len(key) != 32:
            raise Unreadable(name)
        if not is_whole(record["validFrom"], 0) or not (until is None or is_whole(until, 0)):
            raise Unreadable(name)
        keys.append((who, key, FOREVER if until is None else until))
    return keys


def open_note(data, chain_id, keys):
    """Size, root, last entry hash and end of trust of a good note; of a bad one the size alone, where it can be read."""
    nothing = (None, None, None, None)
    try:
        note = (data or b"").decode("utf-8")
    except UnicodeDecodeError:
        return nothing
    middle = note.rfind("\n\n")
    if middle < 0 or not note.endswith("\n"):
        return nothing
    text, lines = note[: middle + 1], note[middle + 2 : -1].split("\n")
    signatures = []
    for line in lines:
        match = re.fullmatch(r"— ([^ +]+) ([A-Za-z0-9+/=]+)", line)
        signed = decode_base64(match[2]) if match else None
        if signed is None or len(signed) < 5:
            return nothing
        signatures.append((match[1], signed))
    parts = text.split("\n")
    if len(lines) > 16 or len(parts) != 5 or parts[4] != "" or parts[0] == "":
        return nothing
    origin, digits, encoded, last = parts[:4]
    root = decode_base64(encoded)
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", digits) or int(digits) > MOST_WHOLE:
        return nothing
    if root is None or len(root) != 32 or not is_hash(last):
        return nothing
    size = int(digits)
    bad = (size, None, None, None)
    installation = origin[len("sextant/") : len(origin) - len(chain_id) - 1]
    if installation == "" or "/" in installation or origin != "sextant/%s/%s" % (installation, chain_id):
        return bad
    ends = []
    for name, signed in signatures:
        for who, key, until in keys:
            if who not in (None, name) or key_id(name, key) != signed[:4]:
                continue
            if not is_signed(key, text.encode("utf-8"), signed[4:]):
                return bad
            ends.append(until)
    return (size, root, last, max(ends)) if ends else bad


# ---- The tree of RFC 6962: a list of (size, root) of perfect subtrees, the largest first


def grow(subtrees, leaf):
    size, root = 1, sha256(b"\0", leaf)
    while subtrees and subtrees[-1][0] == size:
        root = sha256(b"\1", subtrees.pop()[1], root)
        size *= 2
    subtrees.append((size, root))


def root_of(subtrees):
    if not subtrees:
        return sha256()
    root = subtrees[-1][1]
    for _, left in reversed(subtrees[:-1]):
        root = sha256(b"\1", left, root)
    return root


# ---- A bundle

ORDER = (
    "fork", "gap", "content_edited", "link_broken", "copy_differs", "time_order", "erased",
    "signature_bad", "truncated", "mismatch", "rule_set_differs",
)  # fmt: skip
MILD = {"time_order": "warning", "erased": "note"}


class Found:
    def __init__(self):
        self.by_code = {}

    def add(self, code, first=None, last=None, file=None, count=1):
        at = self.by_code.setdefault(
            code,
            {"code": code, "severity": MILD.get(code, "damage"), "count": 0, "first": None, "last": None, "file": None},
        )
        at["count"] += count
        for name, value, better in (
            ("first", first, min),
            ("last", first if last is None else last, max),
            ("file", file, min),
        ):
            if value is not None:
                at[name] = value if at[name] is None else better(at[name], value)

    def list(self):
        return [self.by_code[code] for code in ORDER if code in self.by_code]


def read_range(folder):
    said = read_json(folder, "range.json")
    wrong = Unreadable("range.json")
    if not isinstance(said, dict) or not isinstance(said.get("chainId"), str):
        raise wrong
    start, end = said.get("from"), said.get("to")
    if not is_whole(start, 1) or not is_whole(end, 0) or end < start - 1:
        raise wrong
    subtrees, last = said.get("compactRange", []), said.get("lastEntryHash", GENESIS)
    if not is_hash(last) or (last == GENESIS) != (start == 1) or not isinstance(subtrees, list):
        raise wrong
    kept, rest = [], int(start) - 1
    for subtree in subtrees:
        if not isinstance(subtree, dict) or not is_hash(subtree.get("hash")) or not is_whole(subtree.get("size"), 1):
            raise wrong
        size = int(subtree["size"])
        if size & (size - 1) or (kept and size >= kept[-1][0]):
            raise wrong
        kept.append((size, bytes.fromhex(subtree["hash"])))
        rest -= size
    if rest != 0:
        raise wrong
    return said["chainId"], int(start), int(end), kept, last


def verify_entries(folder, chain_id, start, last_hash, found, on_entry):
    seq, before, time, count = start - 1, last_hash, None, 0
    gone = {}

    def judge(entry):
        if entry["seq"] > seq + 1:
            return "gap"
        payload = entry["payload"]
        is_sound = (
            entry["chainId"] == chain_id
            and (payload is None or sha256(payload.encode("utf-8")).hex() == entry["payloadHash"])
            and entry_hash(entry) == entry["entryHash"]
        )
        if not is_sound:
            return "content_edited"
        verdict = None
        if before is not None and entry["prevHash"] != before:
            verdict = "link_broken"
        elif "copy" in entry and not is_copy(entry["copy"], payload):
            verdict = "copy_differs"
        elif time is not None and entry["occurredAt"] < time:
            verdict = "time_order"
        if payload is not None:
            return verdict
        gone[entry["seq"]] = (entry["payloadHash"], verdict or "erased")
        return None

    for line in lines_of(folder, "entries.ndjson"):
        count += 1
        entry = parse_entry(line)
        if entry is None:
            seq, before, time = seq + 1, None, None
            found.add("content_edited", first=seq)
            continue
        if entry["seq"] <= seq:
            found.add("fork", first=entry["seq"])
            continue
        verdict = judge(entry)
        if verdict == "gap":
            found.add("gap", first=seq + 1, last=entry["seq"] - 1, count=entry["seq"] - seq - 1)
        elif verdict is not None:
            found.add(verdict, first=entry["seq"])
        erasure = erased_by(entry) if verdict in (None, "time_order") else None
        if erasure is not None and gone.get(erasure[0], (None,))[0] == erasure[1]:
            found.add(gone.pop(erasure[0])[1], first=erasure[0])
        seq, before, time = entry["seq"], entry["entryHash"], entry["occurredAt"]
        on_entry(entry)
    for place in gone:
        found.add("content_edited", first=place)
    return count, seq


def read_notes(folder, name):
    path = os.path.join(folder, name)
    return [(file, read_whole(path, file, MOST_NOTE)) for file in names_in(folder, name) if file.endswith(".note")]


def verify_bundle(folder, trusted, kept):
    found = Found()
    chain_id, start, end, subtrees, last_hash = read_range(folder)
    keys = read_keys(folder, "keys.json") if trusted is None else trusted
    files = read_notes(folder, "checkpoints") + kept
    notes = {"count": len(files), "verified": 0, "signatureBad": 0, "truncated": 0, "mismatch": 0, "notChecked": 0}

    def is_bad(size, file):
        notes["signatureBad"] += 1
        found.add("signature_bad", first=size, file=file)

    waiting = []
    for file, data in files:
        size, root, last, until = open_note(data, chain_id, keys)
        if root is None:
            is_bad(size, file)
        else:
            waiting.append((size, root, last, until, file))
    waiting.sort(key=lambda note: note[0], reverse=True)
    # A pruning ends at a note, and that one or a newer one is kept.
    if start > 1 and all(note[0] < start - 1 for note in waiting):
        found.add("gap", first=1, last=start - 1, count=start - 1)
    state = {"size": start - 1, "witnessed": 0}

    def compare(entry_hash_now, time):
        while waiting and waiting[-1][0] <= state["size"]:
            size, root, last, until, file = waiting.pop()
            if size < state["size"]:
                notes["notChecked"] += 1
            elif time is not None and time > until:
                is_bad(size, file)
            elif last != entry_hash_now or root != root_of(subtrees):
                notes["mismatch"] += 1
                found.add("mismatch", first=size, file=file)
            else:
                notes["verified"] += 1
                state["witnessed"] = size

    def on_entry(entry):
        if entry["seq"] != state["size"] + 1:
            return
        grow(subtrees, bytes.fromhex(entry["entryHash"]))
        state["size"] += 1
        compare(entry["entryHash"], entry["occurredAt"])

    compare(last_hash, None)
    entries, to = verify_entries(folder, chain_id, start, last_hash, found, on_entry)
    for size, _, _, _, file in waiting:
        if size <= to:
            notes["notChecked"] += 1
        else:
            notes["truncated"] += 1
            found.add("truncated", first=to + 1, last=size, file=file)
    if to < end:
        found.add("truncated", first=to + 1, last=end)
    for file in names_in(folder, "rule-sets"):
        match = re.fullmatch(r"([0-9a-f]{64})\.json", file)
        if match:
            data = read_whole(os.path.join(folder, "rule-sets"), file, MOST_RULE_SET)
            if data is None or sha256(data).hex() != match[1]:
                found.add("rule_set_differs", file=file)
    findings = found.list()
    return {
        "chainId": chain_id,
        "from": start,
        "to": to,
        "entries": entries,
        "intact": all(finding["severity"] != "damage" for finding in findings),
        "findings": findings,
        "witnessed": state["witnessed"],
        "notes": notes,
        "unwitnessed": to - max(state["witnessed"], start - 1),
        "keys": "bundle" if trusted is None else "given",
    }


def main():
    parser = argparse.ArgumentParser(description="Verifies exported trails.")
    parser.add_argument("--keys", metavar="FILE", help="keys you trust, of the form of keys.json")
    parser.add_argument("--public-key", metavar="KEY", action="append", default=[], help="a key you trust")
    parser.add_argument("--checkpoints", metavar="FOLDER", help="notes that you kept")
    parser.add_argument("bundles", metavar="BUNDLE", nargs="+")
    options = parser.parse_args()
    code = 0
    for folder in options.bundles:
        try:
            trusted = None
            if options.keys or options.public_key:
                trusted = [parse_public_key(text) for text in options.public_key]
                trusted += read_keys("", os.path.realpath(options.keys)) if options.keys else []
            if options.checkpoints and not os.path.isdir(options.checkpoints):
                raise Unreadable("--checkpoints")
            kept = read_notes(os.path.realpath(options.checkpoints), ".") if options.checkpoints else []
            report = verify_bundle(folder, trusted, kept)
            print(json.dumps(report))
            if not report["intact"] and code == 0:
                code = 3
        except (Unreadable, OSError) as error:
            print(json.dumps({"error": "bundle_invalid", "file": os.path.basename(str(error))}))
            code = 2
    return code


if __name__ == "__main__":
    sys.exit(main())
