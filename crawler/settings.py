"""Scrapy's settings for every source: safe and polite limits, with the reason for each.

Scrapy lists its unsafe defaults on its documentation page "Security"; these settings follow it. For public hosts the
middlewares below enforce the limits, not these values alone: no `-s` and no source file lowers them
(`crawler/fetching/ssrf_guard.py`, `crawler/politeness/delay_middleware.py`,
`crawler/politeness/robots_middleware.py`, `crawler/politeness/policy_addon.py`).
"""

from __future__ import annotations

import storage.source

BOT_NAME = "rasad"
SPIDER_MODULES: list[str] = []
SPIDER_LOADER_CLASS = "spiders.spider_loader.SourceLoader"
ADDONS = {"crawler.politeness.policy_addon.PolicyAddon": 100}

# The stages from page to article, in order.
ITEM_PIPELINES = {
    "pipelines.stages.item_pipelines.ReadStage": 100,
    "pipelines.stages.item_pipelines.KeepStage": 800,
}
# Empty, because Scrapy loads the extensions of its own list even where they are switched off, its remote control's
# web server for example. A short run would spend most of its time on them.
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {
    "crawler.run.standalone.StandaloneRun": 0,
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,  # for `scrapy crawl -O`
    "scrapy.extensions.throttle.AutoThrottle": None,  # it would lower a delay below the minimum
    "crawler.politeness.autothrottle.MinimumAutoThrottle": 0,
}
SPIDER_MIDDLEWARES = {
    # Every response reaches the spider: a 304, a 410 and a 503 each have an outcome in the frontier.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.fetching.inbox_middleware.InboxReplayMiddleware": 40,
    "crawler.fetching.stopping.downloader.ReturnMiddleware": 45,
    "crawler.fetching.ssrf_guard.SsrfGuardMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.politeness.robots_middleware.RobotsMiddleware": 100,
    "crawler.politeness.delay_middleware.DelayMiddleware": 110,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,  # a page must not steer the crawler
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,  # a proxy would resolve names itself
    "crawler.fetching.stopping.storm_middleware.StormMiddleware": 560,  # below the retries
    "crawler.fetching.inbox_middleware.InboxSaveMiddleware": 585,  # directly above the decompression
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.fetching.whole_body.WholeBodyMiddleware": 590,
    "crawler.archive.archive_middleware.ArchiveMiddleware": 595,  # below the decompression: bodies as received
    "crawler.fetching.dedup_middleware.DedupMiddleware": 610,  # directly below the redirects
}

DOWNLOADER = "crawler.fetching.stopping.downloader.ReturningDownloader"
ROBOTSTXT_OBEY = True
TWISTED_DNS_RESOLVER = "crawler.fetching.resolver.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetching.connections.GuardedHandler",
    "https": "crawler.fetching.connections.GuardedHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
HTTPPROXY_ENABLED = False
METAREFRESH_ENABLED = False
USER_AGENT = "rasad/0.1 (+no contact given)"

CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = storage.source.LEAST_DELAY
DOWNLOAD_DELAY_JITTER = 0.0  # a delay is a minimum: Scrapy's ± 50 % would go below it
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
AUTOTHROTTLE_ENABLED = True
RETRY_TIMES = 1
# 429 and 503 ask for a pause: crawler/politeness/delay_middleware.py handles them.
RETRY_HTTP_CODES = [500, 502, 504, 408]
DNS_TIMEOUT = 20
CONCURRENT_ITEMS = 2  # Scrapy makes so many tasks for each response, and a page has one item
WARN_ON_GENERATOR_RETURN_VALUE = False  # the check parses the source of a callback for each response

LOG_ENABLED = True
STATS_DUMP = False  # the log would hold a page of Scrapy's counters for each source
LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"
RASAD_DATA = "data"
