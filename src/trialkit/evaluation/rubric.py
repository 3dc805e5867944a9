"""What the core group rates from 1 to 5, with what 1, 3 and 5 mean."""

from typing import Final

from trialkit.model.round import RubricCriterion
from trialkit.model.text import Words


def _words(fi: str, sv: str, en: str) -> Words:
    return {"fi": fi, "sv": sv, "en": en}


RUBRIC: Final[tuple[RubricCriterion, ...]] = (
    RubricCriterion(
        id="useful",
        label=_words(
            "Hyöty omalle yritykselle",
            "Nytta för det egna företaget",
            "Usefulness to my own company",
        ),
        low=_words(
            "En näe tästä hyötyä meille", "Jag ser ingen nytta för oss", "I see no use for us"
        ),
        middle=_words(
            "Osan voisi ottaa käyttöön muokattuna",
            "En del kunde tas i bruk i anpassad form",
            "Part of it could be used, adapted",
        ),
        high=_words(
            "Otamme tämän käyttöön tai kokeilemme itse",
            "Vi tar detta i bruk eller provar själva",
            "We will use this or try it ourselves",
        ),
    ),
    RubricCriterion(
        id="bold",
        label=_words("Rohkeus", "Djärvhet", "Boldness"),
        low=_words(
            "Tuttua ja varmaa, riskiä ei ollut",
            "Bekant och säkert, ingen risk",
            "Familiar and safe, no risk taken",
        ),
        middle=_words(
            "Uutta tälle yritykselle", "Nytt för det här företaget", "New to this company"
        ),
        high=_words(
            "Uutta alalle tai alueelle, ja epäonnistuminen olisi tuntunut",
            "Nytt för branschen eller området, och ett misslyckande hade svidit",
            "New to the trade or area, and failing would have hurt",
        ),
    ),
    RubricCriterion(
        id="evidence",
        label=_words("Näyttö", "Belägg", "Evidence"),
        low=_words(
            "Pelkkä kertomus, ei lukuja",
            "Bara en berättelse, inga siffror",
            "A story only, no figures",
        ),
        middle=_words(
            "Lukuja ennen ja jälkeen, mutta muukin voi selittää ne",
            "Siffror före och efter, men annat kan förklara dem",
            "Figures before and after, but something else may explain them",
        ),
        high=_words(
            "Tavoite asetettu etukäteen, verrattu vertailukelpoiseen, lukuja riittävästi",
            "Målet satt i förväg, jämfört med något jämförbart, tillräckligt med siffror",
            "Target set before, compared like with like, enough figures",
        ),
    ),
    RubricCriterion(
        id="worth",
        label=_words(
            "Hyöty kustannuksiin nähden",
            "Nytta i förhållande till kostnaderna",
            "Worth the cost",
        ),
        low=_words(
            "Aika ja raha menivät hukkaan",
            "Tid och pengar gick till spillo",
            "Time and money wasted",
        ),
        middle=_words(
            "Meni suunnilleen tasan, oma työ mukaan lukien",
            "Gick ungefär jämnt ut, eget arbete inräknat",
            "About even, own work included",
        ),
        high=_words(
            "Hyöty selvästi panosta suurempi; tekisimme saman heti uudelleen",
            "Klart större nytta än insats; vi skulle genast göra samma sak igen",
            "Clearly more than it cost; we'd do it again at once",
        ),
    ),
    RubricCriterion(
        id="transferable",
        label=_words("Siirrettävyys", "Överförbarhet", "Transferability"),
        low=_words(
            "Riippuu tästä yrittäjästä tai paikasta",
            "Beror på just den företagaren eller platsen",
            "Depends on this owner or place",
        ),
        middle=_words(
            "Onnistuu toisessa yrityksessä avustettuna",
            "Lyckas i ett annat företag med hjälp",
            "Works in another company with help",
        ),
        high=_words(
            "Ohje riittää: toinen yritys voi toistaa tämän itse",
            "Anvisningen räcker: ett annat företag kan upprepa detta självt",
            "The write-up is enough: another company can repeat it alone",
        ),
    ),
)
"""The common rubric; "can't judge" is always an answer too."""
