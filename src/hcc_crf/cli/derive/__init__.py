"""`hcc-crf derive`: any case, any number, for validation. JSON Lines in, JSON Lines out.

How a derivation gets its place here (one module per derivation or family, an *adapter*):

1. Declare its inputs once, from `inputs`: `NumberInput`, `QuantityInput`, `ChoiceInput`,
   `YesNoInput`, `DateInput`, `TextInput`, `NestedInput`. Each has `read(case)`, which returns the
   typed value, `None` when the input is absent, null or an empty string, and raises
   `UnreadableCaseError` (the line becomes `{"error": …}`) for an unknown code or unit, NaN, a
   negative or absurd number. A number that is
   only bounded (`<0.2`) stays a `Quantity` with its qualifier in `QuantityInput`; a `NumberInput`
   gives `None` for it and the dispatcher says so in *why*.
2. Write `def _answer(case: Case) -> Answer`: read, call the `clinical.compute_…` function, and turn
   what it returns into `Answer(results, why=…, missing=…)`. `results` is a mapping of the output
   names of the contract to JSON values in which every number is a string (`plain(number)`), a
   missing result is `None`. For a `NotDerivable`: `Answer.of(not_derivable, OUTPUTS)` gives every
   output as null, with `missing` and `why`.
3. Export one constant `DERIVATION = Derivation(name=…, rule=RULE, inputs=(…), outputs=(…),
   answer=_answer)` (or `DERIVATIONS`, a tuple) and add it to `catalogue.DERIVATIONS`.

The dispatcher (`stream`) does the rest: it decodes the line (numbers never become floats), skips
blank lines, echoes `case_id`, adds `missing` when it is not empty, `why` and `rule`, turns an
`UnreadableCaseError` into an error for that line alone, and remembers that exit status 1 is due.
Whatever an adapter needs from a structured case (a course of `recist`) it reads with `NestedInput`,
whose value is again a `Case`, a tuple of cases, or a mapping of cases, so that every name in a
message is complete (`target[2].baseline_mm`).
"""
