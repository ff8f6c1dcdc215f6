"""Those who hold the token work in the browser: they judge pairs, take words back, add articles and take them back."""

from __future__ import annotations

import csv
import io
import re

from browsing import watching
from playwright.sync_api import BrowserContext, Page, expect
from serving import TOKEN, Served

from kg.curation import record
from kg.resolve import read_claim_verdicts, read_judgements

SLOW = 90_000  # milliseconds: the first word loads what resolution needs, the first article the language model
TEXT = "A drone struck a bus near Kherson on Tuesday, killing two people, officials said."


def signed_in(page: Page, who: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto("/explore/review")
    main = page.get_by_role("main")
    main.get_by_label("Your name").fill(who)
    main.get_by_label("token").fill(TOKEN)
    main.get_by_role("button", name="Sign in").click()
    page.locator(".desk-nav").wait_for()
    return page


def said(served: Served) -> list[tuple[str, str]]:
    return [(one.by, one.judgement) for one in read_judgements(served.folder)]


def taken(page: Page, name: str) -> str:
    """What "Take away" gives under a name."""
    away = page.locator(".away")
    if away.get_attribute("open") is None:
        away.locator("summary").click()
    with page.expect_download() as file:
        away.get_by_role("button", name=name).click()
    return file.value.path().read_text()


def test_who_gives_a_wrong_token_is_told(faulty_page: Page) -> None:
    page = faulty_page
    page.goto("/explore/add")
    main = page.get_by_role("main")
    main.get_by_label("Your name").fill("ada")
    main.get_by_label("token").fill("a guess")
    main.get_by_role("button", name="Sign in").click()
    expect(main.get_by_role("status")).to_have_text("The token is wrong")
    expect(page.locator(".desk-nav")).to_have_count(0)


def test_pairs_are_judged_with_the_keyboard_and_the_last_answer_is_undone(page: Page, served: Served) -> None:
    signed_in(page, "ada")
    status = page.locator(".answers [role=status]")
    question = page.locator("#_question")
    page.locator(".pair").wait_for()
    expect(page.locator(".side mark")).to_have_count(2)
    pairs = list(csv.DictReader(io.StringIO(taken(page, "Pairs as CSV"))))
    assert pairs[0]["left_quote"] in page.locator(".pair").inner_text()
    page.locator(".review-card").focus()
    first = page.locator(".pair").inner_text()
    page.keyboard.press("d")
    expect(status).to_have_text("Last answer: not the same. 1 answer", timeout=SLOW)
    assert said(served) == [("ada", "different")]
    expect(page.locator(".pair")).not_to_have_text(first)
    page.keyboard.press("ArrowRight")
    expect(status).to_have_text("Skipped. 1 answer, 1 skipped")
    page.keyboard.press("z")
    page.keyboard.press("z")
    expect(status).to_have_text("0 answers", timeout=SLOW)
    assert page.locator(".pair").inner_text() == first
    assert said(served) == [("ada", "different"), ("ada", "withdrawn")]
    # Letters typed as a note are no answers.
    page.get_by_label("Why").fill("sd")
    expect(question).to_be_visible()
    assert len(said(served)) == 2


def test_two_who_work_at_once_lose_nothing_and_see_what_the_other_said(
    page: Page, desk: BrowserContext, served: Served
) -> None:
    before, ada = len(said(served)), signed_in(page, "ada")
    with watching(desk.new_page(), served.url) as other:
        ben = signed_in(other, "ben")
        for each in (ada, ben):
            each.locator(".pair").wait_for()
        for _ in range(3):
            ada.keyboard.press("u")
            ben.keyboard.press("u")
            for each in (ada, ben):
                each.locator(".pair").wait_for()
        for each in (ada, ben):
            expect(each.locator(".answers [role=status]")).to_have_text(
                "Last answer: cannot tell. 3 answers", timeout=SLOW
            )
        new = said(served)[before:]
        assert sorted(new) == [("ada", "unsure")] * 3 + [("ben", "unsure")] * 3
        ada.get_by_role("link", name="Who said what").click()
        expect(ada.locator(".record li")).to_have_count(before + 6)
        # The later word of one pair counts; it is taken back beside who said it.
        latest = ada.locator(".record li", has=ada.get_by_role("button", name="Take it back")).first
        latest.get_by_role("button").click()
        expect(ada.locator(".record li")).to_have_count(before + 7)
        expect(ada.locator(".record li").first).to_contain_text("taken back")
        assert taken(ada, "All as judgements.jsonl") == (served.folder / "judgements.jsonl").read_text()
        rows = list(csv.DictReader(io.StringIO(taken(ada, "CSV"))))
        assert [row["by"] for row in rows] == [by for by, _ in reversed(said(served))]
        ada.get_by_label("Bring in").set_input_files(served.folder / "judgements.jsonl")
        expect(ada.get_by_text(f"0 judgements brought in, {before + 7} known already.")).to_be_visible()
        ben.close()


def test_a_thing_is_joined_with_another_and_split_on_its_page(page: Page, served: Served) -> None:
    signed_in(page, "ada")
    page.goto("/explore/entities/hamas")
    section = page.get_by_role("region", name="Correct it")
    section.get_by_text("Same as …").click()
    section.get_by_role("combobox").fill("Hezbollah")
    section.get_by_role("option").first.click()
    section.get_by_role("group", name="Is Hamas the same as Hezbollah?").get_by_role(
        "button", name="The same", exact=True
    ).click()
    kept = section.get_by_text("Kept. They are one now")
    kept.wait_for()
    kept.get_by_role("link").click()
    section.get_by_text("Split it …").click()
    expect(section.locator(".notice")).to_contain_text("are the same (ada)")
    join = section.locator(".joins > li").first
    join.locator("summary").click()
    join.get_by_role("button", name="Not the same").click()
    expect(join.get_by_role("status")).to_contain_text("Kept. They are two now")
    assert {entry.said.judgement for entry in record(served.folder) if entry.counts} >= {"different"}

    page.goto("/explore/entities/kerman")
    section.get_by_text("This place instead …").click()
    section.get_by_label("The name of the place").fill("Kirkuk")
    section.get_by_role("button", name="Find").click()
    section.get_by_label("Kirkuk, IQ").first.check()
    section.get_by_role("button", name="This one").click()
    section.get_by_text("It is part of").get_by_role("link", name="Kerman").wait_for()
    page.get_by_role("link", name="Who said what").click()
    expect(page.locator(".record li").first).to_contain_text("is Kirkuk, IQ")


def test_an_article_is_read_before_it_is_kept_judged_and_taken_back(page: Page, served: Served) -> None:
    signed_in(page, "ada")
    before = served.client.get("/articles").text
    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("The article's text").fill(TEXT)
    page.get_by_label("Headline").fill("Drone hits bus")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".reading .said", has_text="two people")).to_be_visible(timeout=SLOW)
    assert served.client.get("/articles").text == before
    claims = csv.DictReader(io.StringIO(taken(page, "Claims as CSV")))
    assert ("killedCount", "2") in {(row["predicate"], row["value"]) for row in claims}
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".reading")).to_have_count(0)
    page.get_by_label("Files").set_input_files({"name": "bus.txt", "mimeType": "text/plain", "buffer": TEXT.encode()})
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Kept:").get_by_role("link").click()

    toll = page.get_by_role("row", name=re.compile("killed 2"))
    toll.get_by_text("Why").click()
    toll.get_by_label("Why, in a sentence").fill("they were three")
    wrong = toll.get_by_role("button", name="wrong")
    wrong.click()
    expect(toll.get_by_role("status")).to_have_text("kept: wrong", timeout=SLOW)
    expect(wrong).to_have_attribute("aria-pressed", "true")
    [kept] = read_claim_verdicts(served.folder).said["bus"]
    assert (kept.judgement, kept.by, kept.note, kept.claim.predicate) == (
        "wrong",
        "ada",
        "they were three",
        "killedCount",
    )
    wrong.click()
    expect(toll.get_by_role("status")).to_have_text("taken back", timeout=SLOW)

    page.get_by_role("button", name="Take it back …").click()
    page.get_by_role("button", name="Take it back", exact=True).click()
    page.wait_for_url("**/explore/articles")
    assert served.client.get("/articles/bus").status_code == 404


def test_a_webhook_is_begun_on_the_page_of_changes_and_ended_there(page: Page) -> None:
    signed_in(page, "ada")
    page.goto("/explore/changes?about=hamas")
    section = page.locator("section", has=page.get_by_role("heading", name="Webhooks"))
    section.get_by_label("Address of a program").fill("https://[2606:4700::1111]/hook")
    section.get_by_role("button", name="Send each change to it").click()
    expect(section.locator(".notice")).to_contain_text("whsec_")
    expect(section.locator(".webhooks li")).to_contain_text("0 items sent")
    section.get_by_role("button", name="Send no more").click()
    expect(section.locator(".webhooks li")).to_have_count(0)
    assert page.request.post("/webhooks", data={"url": "http://127.0.0.1/"}).status == 401
