"""What segmentation has to know of single languages, as data.

A word is listed in lower case, without its last full stop.  Words that as often end a sentence ("etc.",
"Inc.") are left out on purpose: a capital after them then opens a new one.
"""

from __future__ import annotations


def _table(rows: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in rows.items()}


BEFORE_NAMES = _table(
    {
        "bg": "г гр д-р инж проф доц акад св ул бул арх ген кап полк адв чл напр вж т.е т.н",
        "ca": "sr sra srs dr dra prof av ctra gral st sta mn il·lm excm ex",
        "cs": "p pí dr mgr ing bc judr mudr phdr rndr prof doc st sv např tzv tj gen plk kpt mjr por ul "
        "nám resp",
        "da": "hr fr dr prof ca fx bl.a f.eks jf kl mr mrs skt st adv dir ing lic mag",
        "de": "hr fr dr prof ing st hl bzw ca vgl z.b d.h u.a z.t inkl exkl geb gest sog evtl ggf zzgl "
        "abs art bd nr str mr mrs ms jr dipl mag frl",
        "el": "κ κα κ.κ δρ καθ αγ λ.χ π.χ βλ δηλ αρ σελ οδ λεωφ",
        "en": "mr mrs ms messrs mx dr prof st rev hon pres gov sen rep reps gen col lt sgt capt cmdr adm "
        "maj brig cpl pvt fr sr supt insp det vs viz cf e.g i.e approx ft mt gens sens",
        "es": "sr sra srta sres dr dra d dña prof lic ing arq gral cnel cap av avda pza ej p.ej ud uds "
        "excmo mons sto sta",
        "fi": "esim mm ns nk vrt tri prof toht dos rva",
        "fr": "m mm mme mmes mlle mlles dr pr me mgr st ste av bd cf ex env p.ex c.-à-d col gén cdt cap "
        "lt maj adj art",
        "hi": "डॉ श्री प्रो श्रीमती कु स्व पं मो",
        "hr": "g gđa gđica dr mr prof doc ing dipl sv ul tzv npr tj odn gen akad mons",
        "hu": "dr prof ifj id özv st szt pl ill kb ún vö u tkp gróf",
        "id": "dr drs ir prof h hj kh tn ny sdr yth jl jend letjen mayjen brigjen kol",
        "it": "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv arch geom on sen gen col cap "
        "ten mons rag s ss es p.es cfr ca v.le p.za",
        "lv": "dr prof doc sv plkv ģen piem t.s t.i akad",
        "ms": "dr prof en pn cik tn hj datuk jen kol",
        "nb": "hr fr dr prof ca bl.a f.eks jf kl mr mrs st adv dir ing kgl sml",
        "nl": "dhr mevr mw mr mrs dr drs ing ir prof ds st bijv d.w.z m.a.w o.a i.v.m a.u.b ca resp incl "
        "excl jhr",
        "pl": "dr prof inż mgr hab gen płk mjr kpt por ks o św ul al pl np tzn tzw tj im m.in doc red bp "
        "abp kard os",
        "pt": "sr sra srs dr dra d prof profa eng arq gen cel cap av ex p.ex exmo exma st sto sta mons",
        "ro": "dl d-l dna dr prof ing gen col cpt lt sf str bd dvs ex conf lect acad av",
        "ru": "г гр г-н г-жа д-р им проф акад доц св ул пр пл д кв т.е т.к т.н напр ср см ген полк кап "
        "инж тов чл о пос р обл",
        "sl": "g ga gdč dr mag prof doc ing sv ul npr tj t.i oz gen akad",
        "sr": "g gđa dr mr prof doc ing sv ul tzv npr tj gen akad г гђа др мр проф доц инж св ул тзв нпр "
        "тј ген акад",
        "sv": "hr fr dr prof ca bl.a t.ex d.v.s s.k jfr kl mr mrs st ing dir adv f.d fil",
        "tr": "dr prof doç yrd av sn mah cad sok hz alb gen org korg tümg örn bkz müh uzm op",
        "uk": "р м вул пр пл д-р проф акад доц св ім ген полк кап інж тов див напр т.зв о с обл гр п",
        "vi": "ts ths pgs gs bs ks ô tp.hcm st",
    }
)
"""Titles and other words that want a name or a noun after them: their full stop ends no sentence."""

BEFORE_NUMBERS = _table(
    {
        "ca": "núm pàg pàgs art vol cap fig",
        "cs": "č čl str s odst obr tab sv roč",
        "da": "nr s art bd afsn fig stk",
        "de": "s nr art abs bd fig abb tab kap ziff rn",
        "el": "αρ σελ άρθρ τόμ εικ",
        "en": "no nos p pp art vol vols ch fig figs sec eq ca c jan feb mar apr jun jul aug sep sept oct "
        "nov dec",
        "es": "n núm núms pág págs art arts vol cap fig",
        "fi": "n s nro art kpl luku kuva",
        "fr": "n p pp art vol chap fig al tél",
        "hr": "br str čl st sl tab god",
        "hu": "sz o old",
        "id": "no hal hlm bab vol pasal",
        "it": "n nn p pp pag pagg art artt vol cap fig",
        "lv": "nr lpp p att",
        "ms": "no hlm bil",
        "nb": "nr s art bd fig kap",
        "nl": "nr nrs p blz art deel hfdst fig",
        "pl": "nr s str art ust pkt poz rys tab rozdz tel",
        "pt": "n nº núm pág págs art arts vol cap fig tel",
        "ro": "nr pag p art vol cap fig alin",
        "ru": "ст п пп с стр гл рис табл т тел",
        "sl": "št str čl sl",
        "sr": "br str čl бр стр чл",
        "sv": "nr s sid art bd fig kap",
        "tr": "no s sf md",
        "uk": "ст п пп с стор гл рис табл т тел",
        "bg": "чл ал т стр с бр фиг гл тел",
    }
)
"""Words that want a number after them, and end a sentence before anything else."""

OPENINGS = _table(
    {
        "en": "A An The This That These Those He She It They We You His Her Its Their Our There Here In "
        "On At As But And Or So If When While Although Since Because After Before For From With By To "
        "Not No Yes Then However Meanwhile Also What Who Why How Where",
        "de": "Der Die Das Ein Eine Er Sie Es Wir Ihr Im In Am An Auf Aus Bei Mit Nach Von Zu Und Aber "
        "Doch Wenn",
        "fr": "Le La Les Un Une Des Il Elle Ils Elles On Nous Vous Ce Cette Ces Mais Et En Au Aux Dans "
        "Pour Selon",
        "es": "El La Los Las Un Una En Pero Y Se Su Sus Este Esta Es Según Por Para Con",
        "it": "Il Lo La I Gli Le Un Una In Ma E Nel Nella Si Questo Questa Secondo Per Con",
        "nl": "De Het Een Hij Zij Ze Wij We In Op Maar En Dit Dat Deze Er Volgens Met Voor",
        "pt": "O A Os As Um Uma Em No Na Mas E Ele Ela Este Esta Segundo Para Com",
    }
)
"""Words that open a sentence more often than they follow an initial: after "U.S." or "C." they begin anew."""

ORDINAL_BEFORE_CAPITAL = frozenset({"de", "hu", "tr"})
"""Languages that write ordinals with a full stop and often a capital after it: "2. Weltkrieg"."""
