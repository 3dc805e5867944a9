"""People's words are shown in a language they exist in, and never invented."""

from trialkit.model.text import Text, spoken


def test_the_reader_gets_the_first_language_there_is():
    words = {"fi": "Kiitos", "en": "Thanks"}

    assert spoken(words, ["sv", "fi"]) == ("fi", "Kiitos")
    assert spoken(words, ["sv"]) == ("en", "Thanks")
    assert spoken({"et": "Aitäh"}, ["sv"]) == ("et", "Aitäh")
    assert spoken({}, ["sv"]) == ("en", "")


def test_an_empty_translation_is_a_missing_one():
    assert spoken({"sv": "", "fi": "Kiitos"}, ["sv"]) == ("fi", "Kiitos")


def test_a_text_falls_back_to_the_language_it_was_written_in():
    text = Text(words={"fi": "Kiitos", "en": "Thanks"}, source="fi")

    assert text.spoken(["sv"]) == ("fi", "Kiitos")


def test_blank_words_are_no_text():
    assert not Text.written("  ", "fi")
    assert Text.written(" Kiitos ", "fi").words == {"fi": "Kiitos"}
