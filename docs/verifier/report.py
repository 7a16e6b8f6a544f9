"""Verifies an account's report: that it shows sealed events, and what follows from them.

What the ids and classes of a report mean is in docs/sealed-log.md. Run it as verify.py --report.
What it prints is proven; how a document looks is up to its style.
"""

import base64
import html.parser
import json
import re

from verify import Different, checkpoint, leaf_hash, node_hash, parse

DATA = ',"data":'

ELEMENTS = set(
    "html head meta title style body header section h1 h2 h3 p dl div dt dd span table thead tr th"
    " tbody td pre code".split()
)
ATTRIBUTES = set("id class lang charset http-equiv content name scope".split())
CELLS = "position day time what why actor for from command amount before after".split()
FACTS = "account owner as-of currency status brought-forward balance checkpoint others".split()
# What elements of these names say is compared, and has no parts.
SAYING = set(CELLS) | set(FACTS) | {"event", "hash"}
# ISO 4217; of all others the smallest unit is a hundredth.
NO_DIGITS = set(
    "ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TPE TRL UGX"
    " UYI VND VUV XAF XOF XPF".split()
)
MORE_DIGITS = dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3) | {"CLF": 4}
ENCRYPTED = "annals:p1:"
DECEPTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


class Report(html.parser.HTMLParser):
    """The parts of a report that say something, by their ids and classes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.facts, self.entries, self.events, self.hashes = {}, [], [], []
        self.open, self.texts = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in ELEMENTS or len(given) != len(attributes) or set(given) - ATTRIBUTES:
            raise Different("a report has no <%s> like this: %s" % (tag, self.get_starttag_text()))
        if tag == "meta":
            return
        names = [given["id"]] if "id" in given else (given.get("class") or "").split()
        if any(SAYING.intersection(outer) for _, outer in self.open):
            raise Different("an element within one that says something: <%s>" % tag)
        if tag == "tr" and self.open and self.open[-1][0] == "tbody" and names != ["entry"]:
            raise Different("the report has a row that is no entry")
        self.open.append((tag, names))
        self.texts.append("")
        if tag == "tr" and names == ["entry"]:
            self.entries.append({})

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            raise Different("the report's elements are not well nested")
        (_, names), text = self.open.pop(), self.texts.pop()
        in_entry = any(outer == ("tr", ["entry"]) for outer in self.open)
        for name in names:
            if in_entry and name in CELLS:
                if self.entries[-1].setdefault(name, text) is not text:
                    raise Different("an entry says %s twice" % name)
            elif name in FACTS:
                if self.facts.setdefault(name, text) is not text:
                    raise Different("the report says %s twice" % name)
            elif name == "event":
                self.events.append(text)
            elif name == "hash":
                self.hashes.append(text)

    def handle_data(self, data):
        if self.texts:
            self.texts[-1] += data


def shown(text):
    """Text as a report shows it."""
    return DECEPTIVE.sub(lambda match: "[U+%04X]" % ord(match[0]), text)


def money(minor_units, currency, signed=False):
    digits = 0 if currency in NO_DIGITS else MORE_DIGITS.get(currency, 2)
    whole, rest = divmod(abs(minor_units), 10**digits)
    sign = "\u2212" if minor_units < 0 else "+" if signed else ""
    return sign + "{:,}".format(whole) + (".%0*d" % (digits, rest) if digits else "")


def minor_units(text, currency):
    """The number that money() writes like this."""
    digits = re.sub("[,.]", "", text.replace("\u2212", "-"))
    if not re.fullmatch("-?[0-9]+", digits) or money(int(digits), currency) != text:
        raise Different("no amount of %s: %s" % (currency, text))
    return int(digits)


def told(kind, data, account):
    """What an event did to the account: in words, why, by how much, and the status it leaves."""
    name = kind.removeprefix("payments.")
    if name == "MoneyTransferred":
        accounts = (data["debitAccountId"], data["creditAccountId"])
        if account not in accounts:
            raise Different("a transfer between other accounts: %s, %s" % accounts)
        debit = accounts[0] == account
        what = "Transfer %s %s" % (
            data["transferId"],
            "to " + accounts[1] if debit else "from " + accounts[0],
        )
        amount = -data["amount"]["minorUnits"] if debit else data["amount"]["minorUnits"]
        return what, data["reference"], (amount, data["amount"]["currency"]), None
    if data["accountId"] != account:
        raise Different("an event of another account: %s" % data["accountId"])
    if name == "MoneyDeposited":
        amount = (data["amount"]["minorUnits"], data["amount"]["currency"])
        return "Deposit", data["reference"], amount, None
    if name == "MoneyWithdrawn":
        amount = (-data["amount"]["minorUnits"], data["amount"]["currency"])
        return "Withdrawal", data["reference"], amount, None
    if name == "AccountOpened":
        return "Opened", "", None, "OPEN"
    status = {"AccountFrozen": "FROZEN", "AccountUnfrozen": "OPEN", "AccountClosed": "CLOSED"}
    if name not in status:
        raise Different("no event of an account: " + kind)
    return name.removeprefix("Account"), data["reason"], None, status[name]


class Others:
    """The hashes of the rest of the tree, each to be used once."""

    def __init__(self, hashes):
        self.hashes = hashes

    def root(self, leaves, first, last):
        """The root of the leaves from first up to last, some of which are known."""
        if not any(first <= index < last for index in leaves):
            if not self.hashes:
                raise Different("the proof has too few hashes")
            return self.hashes.pop(0)
        if last - first == 1:
            return leaves[first]
        middle = first + (1 << (last - first - 1).bit_length() - 1)
        inside = {index: leaves[index] for index in leaves if first <= index < last}
        return node_hash(self.root(inside, first, middle), self.root(inside, middle, last))


def compare(position, what, actual, expected):
    if actual != expected:
        raise Different(
            "position %d: the report says %s %r, the sealed event %r"
            % (position, what, actual, expected)
        )


def compare_words(position, what, actual, stored):
    """Compares people's words; tells whether they cannot be compared, as they are stored encrypted."""
    if stored.startswith(ENCRYPTED) and stored.endswith(":erased"):
        compare(position, what, actual, "(erased)")
        return False
    if stored.startswith(ENCRYPTED):
        return True
    compare(position, what, actual, shown(stored))
    return False


def check_entry(entry, event, line, report):
    """Compares what is shown of an event with the event; tells amount, status, and what is not
    compared."""
    position = int(event["position"])
    data = json.loads(line[line.index(DATA) + len(DATA) : -1])
    metadata = json.loads(event["metadata"])
    what, why, amount, status = told(event["type"], data, report["account"])
    compare(position, "position", entry["position"], str(position))
    compare(position, "when", entry["day"] + "T" + entry["time"], event["time"][:19])
    compare(position, "what", entry["what"], what)
    encrypted = compare_words(position, "why", entry["why"], why)
    for name, prefix, key in (
        ("actor", "", "actor"),
        ("for", "for ", "onBehalfOf"),
        ("from", "from ", "sourceAddress"),
        ("command", "by command ", "commandId"),
    ):
        said = shown(prefix + metadata[key]) if key in metadata else None
        compare(position, name, entry.get(name), said)
    if amount is not None:
        compare(position, "currency", report["currency"], amount[1])
        compare(position, "amount", entry["amount"], money(*amount, signed=True))
    else:
        compare(position, "amount", entry["amount"], "")
    if event["type"] == "payments.AccountOpened":
        encrypted |= compare_words(position, "owner", report["owner"], data["owner"])
        compare(position, "currency", report["currency"], data["currency"])
    return amount[0] if amount else 0, status, encrypted


def verify_report(path, key):
    """Size, root, and lines that say what is proven."""
    with open(path, encoding="utf-8", newline="") as file:
        parsed = Report()
        parsed.feed(file.read())
        parsed.close()
    facts = parsed.facts
    if parsed.open or set(facts) != set(FACTS):
        raise Different("the report is not complete")
    size, root = checkpoint(facts["checkpoint"], key)
    others = Others([base64.b64decode(h, validate=True) for h in facts["others"].split()])
    if not len(parsed.entries) == len(parsed.events) == len(parsed.hashes) > 0:
        raise Different("not every entry of the report has an event and a leaf")
    currency, status, opened, lines, encrypted = facts["currency"], None, False, [], 0
    leaves, balance = {}, minor_units(facts["brought-forward"], currency)
    for entry, line, hashed in zip(parsed.entries, parsed.events, parsed.hashes):
        event = json.loads(line[: line.index(DATA)] + "}")
        position, sealed = parse(line.encode())
        if leaves and position <= max(leaves) + 1 or position > size:
            raise Different("position %d: out of order, or not sealed" % position)
        if base64.b64decode(hashed, validate=True) != leaf_hash(sealed):
            raise Different("position %d: the leaf hash is of another event" % position)
        if event["type"] == "payments.AccountOpened":
            if leaves or balance:
                raise Different("position %d: opened again, or with money" % position)
            opened = True
        leaves[position - 1] = leaf_hash(sealed)
        amount, becomes, is_encrypted = check_entry(entry, event, line, facts)
        encrypted += is_encrypted
        compare(position, "balance before", entry["before"], money(balance, currency))
        balance += amount
        compare(position, "balance after", entry["after"], money(balance, currency))
        status = becomes or status
        did = (entry["what"] + " " + entry["amount"]).rstrip()
        row = (position, entry["day"], entry["time"], did, entry["after"])
        lines.append("%9d  %s %s  %s, then %s" % row)
    if others.root(leaves, 0, size) != root or others.hashes:
        raise Different("the events and the proof do not add up to the root of the checkpoint")
    compare(position, "balance", facts["balance"], money(balance, currency))
    if status:
        compare(position, "status", facts["status"], status)
    if int(facts["as-of"]) < position:
        raise Different("position %d is after the moment that the report is of" % position)
    before = "given that it was %s before" % facts["brought-forward"]
    first = "from the opening on" if opened else before
    lines += [
        "account %s: these %d events are sealed, and are as the report shows them"
        % (facts["account"], len(leaves)),
        "balance %s %s after position %d, %s" % (facts["balance"], currency, position, first),
        "not proven: that no event of the account was left out"
        + ("" if opened else "; what was brought forward; the owner")
        + ("; people's words in %d events, stored encrypted" % encrypted if encrypted else ""),
    ]
    return size, root, lines
