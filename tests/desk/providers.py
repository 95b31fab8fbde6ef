"""Answers of the providers as their documentation shows them, cut down to a few fields.

Manifold: docs.manifold.markets/api; Polymarket: docs.polymarket.com (Gamma); Kalshi:
docs.kalshi.com (Get Event); Metaculus: www.metaculus.com/api. Questions and figures are made up.
"""

import json
from typing import Any


def manifold(**fields: Any) -> bytes:
    market = {
        "id": "h4t8", "creatorUsername": "creator", "question": "Will it rain in 2027?",
        "slug": "will-it-rain-in-2027", "url": "https://manifold.markets/creator/will-it-rain-in-2027",
        "createdTime": 1790000000000, "closeTime": 1798718400000, "outcomeType": "BINARY",
        "mechanism": "cpmm-1", "probability": 0.6234, "volume": 18250.71, "volume24Hours": 120,
        "isResolved": False, "uniqueBettorCount": 84, "token": "MANA",
    }  # fmt: skip
    return json.dumps({**market, **fields}).encode()


def manifold_choices(**fields: Any) -> bytes:
    answers = [
        {"id": "a1", "index": 0, "text": "Red", "probability": 0.2, "volume": 10},
        {"id": "a2", "index": 1, "text": "Blue", "probability": 0.8, "volume": 30},
    ]
    given = {"outcomeType": "MULTIPLE_CHOICE", "probability": None, "answers": answers, **fields}
    return manifold(**given)


def polymarket(**fields: Any) -> bytes:
    return json.dumps(polymarket_market(**fields)).encode()


def polymarket_market(**fields: Any) -> dict[str, Any]:
    market = {
        "id": "512", "question": "Will it rain?", "conditionId": "0x1", "slug": "will-it-rain",
        "endDate": "2026-12-31T12:00:00Z", "outcomes": '["Yes", "No"]',
        "outcomePrices": '["0.31", "0.69"]', "volume": "1234567.891", "volumeNum": 1234567.891,
        "active": True, "closed": False, "umaResolutionStatus": None, "groupItemTitle": "",
    }  # fmt: skip
    return {**market, **fields}


def polymarket_event(*markets: dict[str, Any]) -> bytes:
    event = {"id": "9", "slug": "weather", "title": "Weather", "closed": False, "volume": 99.5}
    return json.dumps({**event, "markets": list(markets)}).encode()


def kalshi(*markets: dict[str, Any]) -> bytes:
    event = {"event_ticker": "KXRAIN-26DEC", "series_ticker": "KXRAIN", "title": "Rain"}
    return json.dumps({"event": {**event, "markets": list(markets or [kalshi_market()])}}).encode()


def kalshi_market(**fields: Any) -> dict[str, Any]:
    market = {
        "ticker": "KXRAIN-26DEC-T1", "event_ticker": "KXRAIN-26DEC", "market_type": "binary",
        "yes_sub_title": "Above 1 inch", "no_sub_title": "1 inch or below", "status": "active",
        "close_time": "2026-12-31T23:59:00Z", "yes_bid_dollars": "0.5500",
        "yes_ask_dollars": "0.5700", "last_price_dollars": "0.5600", "volume_fp": "1200.00",
        "open_interest_fp": "10.00", "result": "",
    }  # fmt: skip
    return {**market, **fields}


def metaculus(**fields: Any) -> bytes:
    post = {"id": 123, "title": "Rain?", "nr_forecasters": 312, "question": metaculus_question()}
    return json.dumps({**post, **fields}).encode()


def metaculus_question(centers: Any = (0.44,), **fields: Any) -> dict[str, Any]:
    latest = None if centers is None else {"start_time": 1790000000.0, "centers": list(centers)}
    question = {
        "id": 77, "type": "binary", "status": "open", "label": "", "resolution": None,
        "scheduled_close_time": "2026-12-30T00:00:00Z", "options": None,
        "aggregations": {"recency_weighted": {"history": [], "latest": latest}},
    }  # fmt: skip
    return {**question, **fields}
