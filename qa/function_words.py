"""The commonest small words of each language that shares its script with others."""

from __future__ import annotations

from functools import cache

_WORDS = {
    "ar": (
        "في من على أن إلى عن التي ما الذي بعد هذا أو ذلك مع كان قد لا لم إن حيث أنه هذه غير كانت قبل هو "
        "أي خلال"
    ),
    "bg": (
        "на в и да от за се е че с по като са си не това през ще след до които но той който или която най "
        "към а при"
    ),
    "ca": (
        "de la a que el i l va d per un en els les una del amb al es no ha s més dels com van seu ser "
        "però hi després"
    ),
    "cs": (
        "a v se na že je z s o ve do to pro k ale za jako si po které aby jsou by který byl když nebo i "
        "co jeho než"
    ),
    "da": (
        "i at og er en af på for til det de der som den med et har ikke fra han var om blev kan men efter "
        "sig ved"
    ),
    "de": (
        "die der und in zu von den das dass mit eine sie ist im auf für sich des ein dem als es er nicht "
        "an um am"
    ),
    "en": (
        "the of and to in a is that for it on was with as he at by his from are be have this not were "
        "they an or"
    ),
    "es": (
        "de la que en el a y los se un del una las con para por su no es al más lo como ha sus pero o si "
        "cuando"
    ),
    "fa": "در که به و از را است این با برای یک او کرد شد می آن شده بود خود تا آنها اما کرده دارد یا بر پس",
    "fi": (
        "ja on että hän oli ei ovat joka mutta kun sen se tai mukaan kuin myös ole hänen jälkeen jotka "
        "voi kanssa"
    ),
    "fr": (
        "de la le à et l les a des d en un une que du est dans qui pour il au qu sur plus ont par pas se "
        "s ce ne"
    ),
    "hr": (
        "je u i se da na su za od s koji a što će bi o kako to iz nakon ne kao koje ili više jer gdje "
        "prije tijekom vrijeme tko uvijek također"
    ),
    "hu": (
        "a az és hogy egy nem is meg azt volt el de mint ez ha ki amikor csak van még kell azonban már "
        "majd aki úgy"
    ),
    "id": (
        "yang dan di untuk dengan pada dari ini dalam tidak akan mereka bahwa itu ke dia telah adalah "
        "oleh bisa karena setelah saat sebuah bahwa seperti namun"
    ),
    "it": (
        "di il e che la ha a è un in per i l del una le della si non con sono da nel al più dell alla dei "
        "gli delle"
    ),
    "lv": (
        "un ir ka ar par no kas lai kā uz bija viņš to pēc arī vai kad tas viņa tā taču ko nav bet tiek "
        "līdz jo"
    ),
    "ms": (
        "yang dan di untuk dengan pada dalam ini tidak telah akan mereka ke itu daripada adalah oleh dia "
        "boleh kerana selepas bahawa beliau ialah bagi sahaja"
    ),
    "nb": (
        "i og som å en på for til av er det at med de har den et ikke han om fra var ble kan seg vil "
        "etter men ved"
    ),
    "nl": (
        "de van het een en in dat op te is zijn voor die met om hij ze niet als aan maar er door naar was "
        "of bij"
    ),
    "pl": (
        "w i na z się do że nie to jest o a po przez od jak tym są co które za dla ale który podczas ze "
        "aby tego"
    ),
    "pt": (
        "de a o que e do para em da um uma os no com se na as é não por mais dos ao como foi à seu das "
        "mas sua"
    ),
    "ro": (
        "de a în și la o să din care că cu pentru un pe mai este au se nu fost ce al sunt lui după va ca "
        "ar sau"
    ),
    "ru": (
        "в и на что с не по как из он это для за к но его от о а чтобы они я также до после был мы было более"
    ),
    "sl": (
        "je v in da na se za ki so z s bi kot po pa lahko ne bo od ko to ali iz pri tudi do še ga ni več "
        "zaradi"
    ),
    "sr": (
        "je u da i na se su za od što će bi iz to o ali a koji kao je у и да се на је за су од са који "
        "што ће због"
    ),
    "sv": (
        "att och i en som på för av är det till med de den har ett om han inte från var sig kan när efter "
        "eller"
    ),
    "tr": (
        "bir ve bu için da de daha olarak olan çok en ancak sonra ile veya kadar gibi her tarafından ilk "
        "karşı önce"
    ),
    "uk": (
        "в на у що і з не та до за як він це для від про його які а й щоб але після коли який вони також "
        "є або"
    ),
    "vi": (
        "và của một có đã là trong các người được cho không với những vào khi thể ở này sẽ để tại rằng về "
        "ra ông bị"
    ),
}

_ENGLISH = (
    "the of and to in is are was were be been being for with on at by from that this these those its it "
    "as an he she they we you his her their our your him them us not but nor which who whom whose what "
    "when where why how will would can could should shall might must has have had having does did done "
    "than then there here into onto over under above below about after before between through during "
    "against because while until yes only also more most other another some any such both each every "
    "few own same too very just out off again once ever never always often within without among toward "
    "towards upon since though although whether however yet"
)

# English small words that are also words of the language.
_SHARED_WITH_ENGLISH = {
    "ca": "no any on us he or has to me off so do",
    "cs": "do by to my on her off most are no",
    "da": "at for over under have to her by is an of had most the",
    "de": "in an so was will also still on off up her just most",
    "es": "no me he has on so",
    "fi": "on he me in",
    "fr": "on an but me or once off",
    "hr": "do to no on me more most same us",
    "hu": "is be most as an on at not",
    "id": "an out no",
    "it": "in all so no me do he out",
    "lv": "no to it",
    "ms": "an but had in by",
    "nb": "at for over under to her by be all is my or an have",
    "nl": "in is over of was had we me off as the down up or on have at been under",
    "pl": "do to by on we my in most was off",
    "pt": "do no as me for on off",
    "ro": "are an off",
    "sl": "in so do to me more most on same nor no",
    "sr": "do to on me more of same no",
    "sv": "under in all an just be of or is over at",
    "tr": "in her on an can not off his at",
    "vi": "do so an can may to than in be",
}


@cache
def function_words(language: str) -> frozenset[str]:
    """The small words of a language; none for one whose script tells it from the others."""
    return frozenset(_WORDS.get(language, "").split())


@cache
def english_only(language: str) -> frozenset[str]:
    """English small words that are no words of ``language``."""
    shared = _SHARED_WITH_ENGLISH.get(language, "").split()
    return frozenset(_ENGLISH.split()) - function_words(language) - frozenset(shared)


@cache
def languages_of_words() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found
