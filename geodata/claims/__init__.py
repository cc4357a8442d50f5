"""3  Article + Mentions -> Claim: who says what about which place."""

from geodata.claims.extraction import EXTRACTOR, extract_claims, extractor_name
from geodata.claims.lexicon import Lexicon, build_lexicon
from geodata.claims.parses import Parse, Parser
from geodata.claims.publication import date_article
from geodata.claims.sentence import Sentence

__all__ = [
    "EXTRACTOR",
    "Lexicon",
    "Parse",
    "Parser",
    "Sentence",
    "build_lexicon",
    "date_article",
    "extract_claims",
    "extractor_name",
]
