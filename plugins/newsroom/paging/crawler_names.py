"""Names of crawlers by what they fetch pages for, as robots.txt calls them (RFC 9309).

As of November 2026. A name is here when its operator says what it fetches for; the purposes follow
the list of the project ai.robots.txt. A test holds the names against the package
``crawler-user-agents``, which is brought up to date every month.
"""

from collections.abc import Mapping
from typing import Literal

Purpose = Literal["search", "ai_training", "ai_answers", "archives"]

SEARCH = (
    "Applebot", "Baiduspider", "bingbot", "Bravebot", "coccocbot-web", "DuckDuckBot", "Googlebot",
    "Googlebot-Image", "Googlebot-News", "Googlebot-Video", "Kagibot", "MojeekBot", "PetalBot",
    "Qwantbot", "SeznamBot", "Slurp", "YandexBot", "YandexImages", "Yeti",
)  # fmt: skip
AI_TRAINING = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot",
    "ChatGLM-Spider", "ClaudeBot", "cohere-training-data-crawler", "Cotoyogi", "DeepSeekBot",
    "Diffbot", "FacebookBot", "Google-Extended", "GoogleOther", "GPTBot", "ICC-Crawler",
    "ImagesiftBot", "img2dataset", "laion-huggingface-processor", "meta-externalagent", "omgili",
    "omgilibot", "PanguBot", "SBIntuitionsBot", "TikTokSpider", "Timpibot",
    "VelenPublicWebCrawler", "Webzio-Extended", "YandexAdditional", "YandexAdditionalBot",
)  # fmt: skip
AI_ANSWERS = (
    "Amzn-SearchBot", "Amzn-User", "AzureAI-SearchBot", "ChatGPT-User", "Claude-SearchBot",
    "Claude-User", "Claude-Web", "Cloudflare-AutoRAG", "cohere-ai", "DuckAssistBot",
    "Gemini-Deep-Research", "Google-CloudVertexBot", "Google-Extended", "Google-NotebookLM",
    "iAskBot", "kagi-fetcher", "LinerBot", "LinkupBot", "meta-externalfetcher",
    "meta-webindexer", "MistralAI-User", "OAI-SearchBot", "Perplexity-User", "PerplexityBot",
    "PhindBot", "ShapBot", "TavilyBot", "YouBot",
)  # fmt: skip
ARCHIVES = (
    "ArchiveBot", "archive.org_bot", "arquivo-web-crawler", "bl.uk_lddc_bot", "bnf.fr_bot",
    "heritrix", "ia_archiver", "kb.dk_bot", "LAC_IAHarvester", "NLNZ_IAHarvester",
)  # fmt: skip

NAMES: Mapping[Purpose, tuple[str, ...]] = {
    "search": SEARCH,
    "ai_training": AI_TRAINING,
    "ai_answers": AI_ANSWERS,
    "archives": ARCHIVES,
}
NO_PROGRAM = frozenset({"Webzio-Extended", "YandexAdditional", "YandexAdditionalBot"})
"""Names that only robots.txt has: what is fetched under another name is used for this."""
