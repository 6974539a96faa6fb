"""A public class has a name that no other class has, and mostly of two words."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.house.shape import (
    MAX_ONE_WORD,
    annotated_share,
    functions_of,
    names_given_twice,
    public_classes,
    tree_shape,
    words,
)
from benchmarks.house.source_tree import source_modules

MODULES = source_modules()


def test_no_two_public_classes_share_a_name() -> None:
    """A reader who meets a name knows which class it is."""
    files = defaultdict(list)
    for name, path in public_classes(MODULES):
        files[name].append(path)

    assert {} == {name: files[name] for name in names_given_twice(MODULES)}


def test_few_public_class_names_are_one_word() -> None:
    """At most 15 in a hundred; the first names that the list shows could be made longer."""
    names = sorted({name for name, _ in public_classes(MODULES)})
    short = [name for name in names if len(words(name)) == 1]

    assert len(short) <= MAX_ONE_WORD * len(names), short


def test_words_of_a_name() -> None:
    """Capitals that follow each other are one word; an underscore parts words."""
    names = ("SourceURLError", "Sources", "URLKey", "source_url_error", "_Server", "Http2Error")

    assert [3, 1, 2, 3, 1, 2] == [len(words(each)) for each in names]


def test_the_figures_of_the_tree_are_within_their_limits() -> None:
    """Modules a folder, class names: what `make house` prints. Cycles have a test of their own, with what is known."""
    over = [each for each in tree_shape(MODULES) if each.is_over and "cycle" not in each.name]

    assert [] == over


def test_every_parameter_and_return_has_a_type() -> None:
    """In every function, private and nested ones too."""
    assert [] == [
        (module.path, function.name)
        for module in MODULES
        for function in functions_of(module)
        if annotated_share([function]) < 1
    ]
