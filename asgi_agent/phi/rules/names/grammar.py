"""What a name looks like among its neighbours, as patterns over the classes of words.

Given names: `G` alone or in company, `F` in company, `f` also a word, `h` also a month or a state.
Surnames: `S`, `s` also a word, `p` also a disease. `U` is a capitalised word that no list knows. In
capitals: `L` given, `M` surname, `A` unknown, `a` unknown and short. In lower case: `y` given, `z` and
`q` surnames, `w` unknown. `I` is a capital letter, `l` a small one, `P` a particle (de, van), `J` a
suffix (Jr), `C` a common word.

Around them: `T` title, `t` the same of anybody, `%` one that is a word as well,
`Q` titles, `R` role, `Y` relation, `N` what announces a
name, `r` re, `c` called, `B` by, `H` to, `k` met, `W` greeting, `D` this, `m` my, `i` is, `j` I'm, `b` a
thing with a name, `v` what people do and `V` people only, `n` what people have, `d` degree, `g` an
identifier's name, `o` age, `9` number, `8` a long one, `E` and `e` what is named after people, `'` a
possessive, `X` a degree that stands before names too, `Z` children, `O` with, `K` its, `u` what staff sign
with in lower case, `x` any other word.
"""

from __future__ import annotations

from asgi_agent.phi.rules.grammar import Grammar
from asgi_agent.phi.rules.names.standing import STANDING
from asgi_agent.phi.rules.names.told import TOLD

NAMES = Grammar(*TOLD, *STANDING)
