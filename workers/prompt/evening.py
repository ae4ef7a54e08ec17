"""The same thing said in many ways is written in the one that a parser reads well."""

from __future__ import annotations

import re

from workers.prompt.spoken import plainly

_KEEPING = r"(?:record|save|note|store|track|log|keep|remember|list|enter)"
_DETAILS = (
    r"(?:details?|information|info|data|characteristics|features|attributes|properties|elements|aspects|parameters"
    r"|fields|facts|specifics)"
)
_NAMELY = r"(?:such as|like|including|incl\.|namely|e\.\s?g\.|i\.\s?e\.|for example|for instance|for example:|viz\.)"
_BE_KEPT = (
    r"(?:is|are|(?:must|should|shall|will|have to|has to|needs? to|can) be)\s+(?:(?:also|always)\s+)?"
    r"(?:stored|recorded|noted(?: down)?|kept|saved|logged|registered|known|written down|entered|indicated|given"
    r"|tracked|maintained|specified|captured|documented|listed|needed|remembered)"
)
_FINITE = (
    r"(?:is|are|was|were|be|has|have|had|can|may|must|should|shall|will|needs?|want|stores?|records?|keeps?|keep|"
    r"store|record|saves?|note|notes|know|knows|lists?|contains?)"
)


def _we(match: re.Match[str]) -> str:
    return f"We {match[1].lower()}"


_EVEN = (
    (re.compile(r"\be-?mails?\b(?=\s*(?:address(?:es)?)?)", re.IGNORECASE), "email"),
    (re.compile(r"\(s\)he\b", re.IGNORECASE), "they"),
    (re.compile(r"(?<=\w)\((?:s|es)\)"), "s"),
    (re.compile(r"\b(?:he/she|she/he|s/he|he or she|she or he)\s+has\b", re.IGNORECASE), "they have"),
    (re.compile(r"\b(?:he/she|she/he|s/he|he or she|she or he)\s+is\b", re.IGNORECASE), "they are"),
    (re.compile(r"\b(?:he/she|she/he|s/he|he or she|she or he)\s+([a-z]{2,}[^s\W])s\b", re.IGNORECASE), r"they \1"),
    (re.compile(r"\b(?:he/she|she/he|s/he|he or she|she or he)\b", re.IGNORECASE), "they"),
    (re.compile(r"\b(?:his/her|her/his|his or her)\b", re.IGNORECASE), "their"),
    (re.compile(r"\band/or\b", re.IGNORECASE), "or"),
    (re.compile(r"(?<=[a-z]) & (?=[a-z])"), " and "),
    (re.compile(r",?\s*(?:\betc\b\.*|…|\.\.\.|\band so (?:on|forth)\b)(?=\s*[,;:)])", re.IGNORECASE), ""),
    (re.compile(r",?\s*(?:\betc\b\.*|…|\.\.\.|\band so (?:on|forth)\b\.?)(?=\s+[A-Z]|\s*$)", re.IGNORECASE), "."),
    (
        re.compile(
            rf"(?:\b(?:further|additional|specific|personal|basic|general|contact|other|several|various|following|some)\s+)*"
            rf"\b{_DETAILS}\s*\((?:{_NAMELY},?\s*)?(?=[^()]*(?:,|\band\b))([^()]+)\)",
            re.IGNORECASE,
        ),
        r"\1",
    ),
    (
        re.compile(
            rf"(?:\b(?:further|additional|specific|personal|basic|general|contact|other|several|various|some)\s+)*"
            rf"\b{_DETAILS},?\s+{_NAMELY},?\s+",
            re.IGNORECASE,
        ),
        "",
    ),
    (
        re.compile(
            r"\b(?:an?|the)\s+([\w]{2,30}(?: [\w]{2,20})?)\s+(?:table|entity)\s+"
            r"(?:with|needs?|has|contains?|includes?|(?:should|must|will|shall)\s+(?:have|include|contain))\s+"
            r"(?:the\s+)?(?:(?:columns?|fields?|attributes?):?\s+)?(?=[^.;:]*(?:,|\band\b))([^.;:]+?)"
            r"(?:\s+(?:columns?|fields?|attributes?))?(?=[.;]|$)",
            re.IGNORECASE,
        ),
        r"\1: \2",
    ),
    (
        re.compile(
            r"\b(?:an?|the)\s+([\w ]{2,30}?)\s+(?:table|entity)\b(?=.*\b(?:columns?|with|fields?|attributes?)\b)",
            re.IGNORECASE,
        ),
        r"the \1",
    ),
    (
        re.compile(
            r"(?:^|(?<=[.;!?] ))(?:Also\s+)?"
            r"(Define|Create|Design|Develop|Build|Generate|Add|Include|Implement|Model|Provide)"
            r"(?=\s+(?:(?:an?|the|one|some|two)\s|\w+s\b))"
        ),
        _we,
    ),
    (
        re.compile(
            r"(?:^|(?<=[.;:!?] ))Of (?:an?|each|every|the|all) ([\w -]{2,40}?),? (?=(?:the|its|their)\s)", re.IGNORECASE
        ),
        r"For each \1, ",
    ),
    (
        re.compile(r", (?:and )?of (?:an?|each|every) ([\w -]{2,30}?),? the (?=[^.;]{2,60}[.;])", re.IGNORECASE),
        r". For each \1, we store the ",
    ),
    (re.compile(r";\s+(?:and\s+)?for (?=(?:each|every|an?|all|any)\s)", re.IGNORECASE), ". For "),
    (
        re.compile(r"\b(each|every|any|per) (?:use|instance|occurrence|case) of (?:the |an? )?", re.IGNORECASE),
        r"\1 ",
    ),
    (
        re.compile(
            rf"(?:^|(?<=[.;!?:] ))(for (?:each|every|any|all|an?|the) [\w -]{{2,40}}?),?\s+(?:also\s+)?"
            rf"((?:the|its|their|his|her|an?)\s[^.;]+?)\s+(?:(?:also|always)\s+)?{_BE_KEPT}(?=[.;,]|$|\s+in\s)",
            re.IGNORECASE,
        ),
        r"\1, we store \2",
    ),
    (
        re.compile(
            r"^(for (?:each|every|any|all) [\w -]{2,40}?),?\s+(?=(?:we|i|you|it|they|the|there)\b)", re.IGNORECASE
        ),
        r"\1, ",
    ),
    (
        re.compile(
            rf"(?:^|(?<=[.;!?] ))(for (?:each|every|any|all) [\w -]{{2,40}}?),\s+(?:also\s+)?"
            rf"(?=(?:the|its|their|an?)\s(?![^.;]*\b{_FINITE}\b)[^.;]+[.;]?)",
            re.IGNORECASE,
        ),
        r"\1, we store ",
    ),
    (
        re.compile(
            rf"(?:^|(?<=[.;!?] ))(for an? [\w -]{{2,40}}?|for (?:each|every) [\w -]{{2,40}}?),?\s+(?={_KEEPING}\s)",
            re.IGNORECASE,
        ),
        r"\1, we ",
    ),
    (
        re.compile(
            rf"(?:^|(?<=[.;!?] ))({_KEEPING})(?=\s+(?:track|the|an?|our|each|every|all|which|who|whether|how|\w+'s)\s)",
            re.IGNORECASE,
        ),
        _we,
    ),
    (re.compile(r"^(track|manage|store|organi[sz]e|administer)(?=\s+[\w-]+)", re.IGNORECASE), _we),
    (
        re.compile(
            r"^(?:an? |the |my |our )?([\w-]+(?: [\w-]+)?) (?:list|register|inventory|directory|catalogue?|tracker|log)"
            r"(?: app| application| system| tool)? with (?=[^.]+,[^.]+\.?$)",
            re.IGNORECASE,
        ),
        r"\1: ",
    ),
    (re.compile(r"(?<=[a-z0-9])_+(?=[a-z0-9])", re.IGNORECASE), " "),
    (re.compile(r"[“”„«»]"), '"'),
    (re.compile(r"[‘’]"), "'"),
    (re.compile(r"[ \t\f\v]+"), " "),
)


def even(text: str) -> str:
    """The text with its spellings and short forms evened out."""
    for pattern, replacement in _EVEN:
        text = pattern.sub(replacement, text)
    return plainly(text)
