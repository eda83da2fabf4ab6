"""Closed classes of English words; the lexicon carries them into every other language.

Words with a frequent second meaning (may, march, second, long) are left out.
"""

from __future__ import annotations

_CLASSES = (
    "january february april june july august september october november december",
    "monday tuesday wednesday thursday friday saturday sunday",
    "two three four five six seven eight nine ten eleven twelve fifteen twenty",
    "thirty forty fifty sixty seventy eighty ninety",
    "hundred thousand million billion trillion",
    "hundreds thousands millions billions",
    "third fourth fifth sixth seventh tenth",
    "dollars euros pounds yen rubles yuan francs crowns rupees cents",
    "minutes hours days weeks months years",
    "minute hour day week month year decade century",
    "metres kilometres miles feet centimetres meters kilometers",
    "grams kilograms tonnes tons",
    "yesterday today tomorrow",
    "half quarter double",
    "weekly monthly annual daily",
)

_OPPOSITES = """
accept/reject accepted/refused accepted/rejected active/passive add/remove added/removed
advantage/disadvantage after/before agree/disagree allow/forbid allowed/forbidden allows/prevents
always/never ancient/modern appear/disappear approved/rejected arrive/leave arrived/left asleep/awake
attack/defence attack/defend available/unavailable beautiful/ugly began/ended begin/end beginning/end
best/worst better/worse big/small bigger/smaller bought/sold bright/dark buy/sell calm/nervous
cheap/expensive clean/dirty close/open closed/open cold/hot correct/wrong create/destroy created/destroyed
day/night dead/alive decline/rise decrease/increase decreased/increased deep/shallow defeat/victory
demand/supply different/same difficult/easy disable/enable disabled/enabled earlier/later earliest/latest
early/late easier/harder east/west eastern/western empty/full encourage/discourage enemy/friend enter/leave
everybody/nobody everyone/nobody everything/nothing export/import exports/imports external/internal
fail/succeed failed/succeeded failure/success fall/rise false/true famous/unknown fast/slow faster/slower
father/son first/last forget/remember found/lost future/past gain/loss gained/lost give/take good/bad
guilty/innocent happy/sad happy/unhappy hate/love hated/loved healthy/sick heavy/light high/low higher/lower
highest/lowest include/exclude included/excluded inside/outside join/leave known/unknown large/small
larger/smaller largest/smallest legal/illegal less/more lie/truth likely/unlikely longer/shorter lose/win
loser/winner lost/won loud/quiet major/minor man/woman many/few maximum/minimum men/women most/least
necessary/unnecessary negative/positive new/old newer/older north/south northern/southern often/rarely
old/young older/younger opened/closed optimistic/pessimistic optional/required permanent/temporary
permitted/prohibited poor/rich popular/unpopular possible/impossible presence/absence private/public
profit/loss profits/losses pull/push raise/lower rare/common reached/missed reduce/increase
reduced/increased rose/fell safe/dangerous safer/riskier secure/insecure short/tall shut/open simple/complex
simple/complicated soft/hard some/none stable/unstable start/stop started/stopped stay/leave
strength/weakness strong/weak stronger/weaker support/oppose supported/opposed thick/thin top/bottom up/down
upper/lower useful/useless valid/invalid visible/invisible war/peace wet/dry white/black wide/narrow
winter/summer with/without
"""

AUXILIARIES = frozenset(
    ["is", "are", "was", "were", "will", "would", "can", "could", "must", "should", "has", "have", "had"]
)
"""What an added negation attaches to."""


def _others(groups: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = {}
    for group in groups:
        for word in group.split():
            members.setdefault(word, []).extend(other for other in group.split() if other != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in members.items()}


FIGURES = _others(_CLASSES)
"""For a month, day, number word, scale, currency or unit: the others of its kind."""

ANTONYMS = _others(tuple(pair.replace("/", " ") for pair in _OPPOSITES.split()))
"""For a word: its opposites."""
