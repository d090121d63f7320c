"""``pdz check-shapes``: the shapes checked before any data, because a misspelt shape finds nothing and stays silent."""

from __future__ import annotations

from pdz_graph import words
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer
from pdz_graph.reports.values import plain, say_place


def check_shapes(lang: options.Lang = None) -> Answer:
    """Answer with every problem of the shapes: status 0 when there is none, 1 otherwise."""
    from pdz_graph.shapecheck import check_shapes as checked

    spoken = options.spoken(lang)
    problems = checked(None)
    if not problems:
        return Answer(f"{words.SHAPES_SOUND.say(spoken)}\n", lang=spoken)
    lines = []
    for problem in problems:
        lines.append(f"{say_place(problem.place, spoken)}: {problem.message.say(spoken)} [{problem.code}]")
        lines.append(f"  {words.REMEDY.say(spoken)}: {problem.remedy.say(spoken)}")
    lines.append(f"{words.counted(len(problems), (words.PROBLEM_ONE, words.PROBLEM_MANY), spoken)}.")
    return Answer("".join(f"{plain(line)}\n" for line in lines), 1, lang=spoken)
