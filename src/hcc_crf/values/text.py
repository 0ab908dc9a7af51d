"""Texts a person reads, in the two languages of the trial."""

from enum import StrEnum

import msgspec


class Language(StrEnum):
    """A language of the program."""

    EN = "en"
    ZH = "zh"


class Bilingual(msgspec.Struct, frozen=True, gc=False):
    """One text in English and Chinese."""

    en: str
    zh: str

    def in_language(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language is Language.ZH else self.en
