"""A person says in the browser what is wrong, and takes it back."""

from __future__ import annotations

from pathlib import Path

from browsing import watched
from playwright.sync_api import Browser, expect
from serving import TOKEN, serving

from kg.resolve import read_claim_verdicts


def test_a_claim_is_judged_beside_its_words_and_taken_back(browser: Browser, own: Path) -> None:
    with serving(own) as served, watched(browser, served.url, reduced_motion="reduce") as page:
        page.goto("/explore/entities/hamas")
        page.get_by_text("Judge claims").click()
        page.get_by_label("Your name").fill("ada")
        page.get_by_label("token").fill(TOKEN)
        page.get_by_role("button", name="Judge").click()
        page.get_by_role("region", name="Relations").get_by_role("link", name="leads").first.click()
        claim = page.locator(".panel .claim").first
        wrong = claim.get_by_role("button", name="wrong")
        claim.get_by_label("Why").fill("he left it")
        wrong.click()
        expect(claim.get_by_role("status")).to_have_text("kept: wrong", timeout=60_000)
        expect(wrong).to_have_attribute("aria-pressed", "true")
        [[kept]] = read_claim_verdicts(own).said.values()
        assert (kept.judgement, kept.by, kept.note, kept.claim.predicate) == ("wrong", "ada", "he left it", "leads")
        wrong.click()
        expect(claim.get_by_role("status")).to_have_text("taken back", timeout=60_000)
