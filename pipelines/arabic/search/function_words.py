"""Words that say nothing alone (prepositions, pronouns, particles): never cut, and not asked for in a query."""

from __future__ import annotations

from pipelines.arabic.search.spelling import without_seats

_WORDS = """
من في على إلى عن أن إن هذا هذه ذلك تلك التي الذي الذين اللذين ما لا لم لن قد كان كانت هو هي هم وهو وهي كما بعد
قبل بين كل ثم أو حتى لكن غير عند منذ حيث أي مع ليس الآن لدى لديه لديها فيه فيها منه منها به بها له لها لهم
عليه عليها إليه إليها عنه عنها هناك هنا فقط بل إذا إذ لو كيف متى أين لماذا هل نحو خلال ضد دون بدون حول تحت فوق
أمام وراء لأن لأنه لأنها بأن بأنه بأنها فإن أنه أنها إنه إنها أنهم إنهم وفق سوف أما إلا سوى أيضا فلا ولا وما
وفي ومن وقد وعلى وإلى كذلك لذلك بذلك هؤلاء ماذا كم ماهي ماهو الله يا و ال
"""
FUNCTION_WORDS = frozenset(without_seats(each) for each in _WORDS.split())
"""Written without seats. الله is among them since its ال is no article."""
