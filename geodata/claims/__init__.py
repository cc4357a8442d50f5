"""3  Article + Mentions -> Claim: who says what about which place."""

from geodata.claims.extraction import EXTRACTOR, extract_claims
from geodata.claims.lexicon import Lexicon, build_lexicon
from geodata.claims.publication import date_article

__all__ = ["EXTRACTOR", "Lexicon", "build_lexicon", "date_article", "extract_claims"]
