"""Words so common that they say nothing of a text: the index leaves them out, a query passes over.

Articles, prepositions, conjunctions, pronouns and auxiliary verbs; no word that has a meaning of
its own, so that "not", "against" and "people" are found.
"""

from __future__ import annotations

from functools import cache

from archive.naming.scripts import base
from archive.searching.spelling import fold

WORDS = {
    "ar": "في من على إلى عن أن إن التي الذي الذين هذا هذه ذلك تلك ما لا مع كان كانت بين قد لقد "
    "أو ثم حتى هو هي هم كما وقد عند أي إلا فإن وهو وهي نحن لها له به بها فيها فيه منها "
    "منه عليه عليها كل",
    "de": "der die das und in den von zu mit sich des auf für ist im dem ein eine als auch es "
    "an aus er hat dass sie nach bei einer um am sind wie einem über einen so zum war "
    "haben oder aber vor zur bis durch man sein wird werden wurde wir uns dieser diese",
    "el": "και το να του η της με που την από για είναι στην τον οι τα των σε ο ότι θα στο τις "
    "τους στη μας μια ένα ως ή αλλά στα στους στις",
    "en": "the of and to in a that is for it was on are with as we they by this be at have from "
    "or had but which their will has been our i so if them can its than into these those "
    "such its an were he she his her you your us who what there would could should did do "
    "does am my",
    "es": "el la los las de del un una y e es en que por para con se su sus al lo como más pero "
    "o este esta estos estas ha han son fue ser nos le les ya",
    "fa": "و در به از که این را با است برای آن یک خود تا بر هم نیز شده می بود شد ما اما هر آنها "
    "یا کرده ای های اند او ها",
    "fr": "le la les des du de un une et est dans que qui pour pas sur au aux par avec ce cette "
    "ces il elle ils elles nous vous leur leurs son sa ses se sont ont été plus ne mais "
    "ou où en on",
    "it": "il lo la i gli le di del della dei delle degli un uno una e è in che per con si su "
    "al alla ai alle da dal dalla come più ma o questo questa questi queste sono ha hanno "
    "nel nella nei nelle",
    "nl": "de het een en van in is dat op te zijn met voor aan er om ook als dan door bij naar "
    "maar uit wordt of ze hij wij we deze die dit over tot hun worden heeft hebben was "
    "werd",
    "pt": "o a os as de do da dos das um uma e é em no na nos nas que por para com se seu sua "
    "seus suas ao aos à como mais mas ou este esta foi ser são pelo pela",
    "ru": "и в на что он с как это по но они к у из за от так же мы для вы то бы о а был была "
    "были быть или его её их который которые которая",
    "sv": "och i att det som en på är av för med den till om ett har de så men var sig vi från "
    "ut när eller man kan vara blir under efter där vår oss dem detta denna dessa",
    "tr": "ve bir bu da de için ile çok olan olarak gibi ama ki mi mı ne o şu biz siz onlar",
}


@cache
def common(language: str) -> frozenset[str]:
    """Return the folded common words of a language; none where we have no list."""
    return frozenset(map(fold, WORDS.get(base(language), "").split()))
