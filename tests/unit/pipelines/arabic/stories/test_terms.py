"""The terms of an article name its event."""

from __future__ import annotations

from pipelines.arabic.search.stem import stems
from pipelines.arabic.stories.document_rates import surprise
from pipelines.arabic.stories.terms import event_term, event_terms

HEADLINE = "زلزال بقوة 645 درجة يضرب قرية تافراوت"
BODY = "قال المسؤول إن الزلزال ضرب تافراوت صباح اليوم. " + "وأضاف المسؤول أن الحكومة تتابع الوضع في البلاد. " * 3


def test_name_and_number_of_the_event_weigh_most() -> None:
    """What every article says (said, the government) weighs little, however often it is repeated."""
    terms = [each.term for each in event_terms(stems(HEADLINE), stems(BODY))]

    assert {"تافراوت", "645"} <= set(terms[:3])


def test_words_of_all_texts_are_no_terms() -> None:
    """Function words say nothing about an event."""
    terms = {each.term for each in event_terms(stems("من هذا الذي في ذلك"), stems("على هذا"))}

    assert set() == terms


def test_country_and_its_adjectives_are_one_term() -> None:
    """كوريا, كوري and كورية name one country; a word of three letters stays as it is."""
    assert ["كوريا", "كوريا", "كوريا", "حية"] == [event_term(each) for each in ("كوريا", "كوري", "كورية", "حية")]


def test_names_places_and_numbers_are_marked_in_the_headline_and_in_the_lead() -> None:
    """A common noun (an earthquake) is none, however rare; a name far below is not marked."""
    body = stems("أعلنت وزارة الداخلية في فرنسا الخبر " + "وقال " * 60 + "تطوان")
    terms = {each.term: (each.names_headline, each.names_lead) for each in event_terms(stems(HEADLINE), body)}

    expected = {"تافراوت": (True, True), "645": (True, True), "فرنسا": (False, True), "تطوان": (False, False)}
    assert expected | {"زلزال": (False, False)} == {term: terms[term] for term in (*expected, "زلزال")}


def test_name_behind_a_prefix_is_the_name_where_the_article_has_both() -> None:
    """No list knows all villages; a known word (لبنان, وليد) keeps its first letter."""
    both = event_terms(stems("هزة بتافراوت ووليد في لبنان"), stems("تافراوت ليد بنان"))
    alone = event_terms(stems("هزة بتافراوت"), [])

    assert {"تافراوت", "وليد", "لبنان"} <= {each.term for each in both}
    assert ("بتافراوت" in {each.term for each in both}, "بتافراوت" in {each.term for each in alone}) == (False, True)


def test_rare_word_surprises_more_than_a_common_one() -> None:
    """A word that no counted text has is the rarest."""
    assert surprise("رءيس") < surprise("زلزال") < surprise("كلمةلاتوجد")


def test_words_that_everybody_used_in_one_year_name_no_event() -> None:
    """The rate of the year with the highest counts: كورونا was in a third of the news of 2020, and in none of 2018."""
    assert surprise("كورونا") < surprise("زلزال")


def test_empty_text_has_no_terms() -> None:
    """Nothing is invented for it."""
    assert [] == event_terms([], [])
