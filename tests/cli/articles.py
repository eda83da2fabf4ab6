"""An invented article, a sound and a garbled translation of it, and another article."""

SOURCE = """\
The city council voted on Tuesday to reopen the old railway station next spring.

The building has stood empty since 2009, and its roof was badly damaged by a storm two years ago. \
Repairs will cost 4.5 million euros, half of which the region will pay.

Residents welcomed the decision. "We have been waiting for this for more than ten years," said the \
chairwoman of the neighbourhood association. She hopes that a café and a small library will open \
on the ground floor.

The first trains are expected to stop there in September.
"""

SOUND = """\
Le conseil municipal a voté mardi la réouverture de l'ancienne gare au printemps prochain.

Le bâtiment est vide depuis 2009 et son toit a été gravement endommagé par une tempête il y a deux ans. \
Les travaux coûteront 4,5 millions d'euros, dont la moitié sera payée par la région.

Les habitants ont salué cette décision. « Nous attendions cela depuis plus de dix ans », a déclaré \
la présidente de l'association de quartier. \
Elle espère qu'un café et une petite bibliothèque ouvriront au rez-de-chaussée.

Les premiers trains devraient s'y arrêter en septembre.
"""

NONSENSE = "son fromage roof was badly damaged par la grenouille du ministre"

GARBLED = SOUND.replace("son toit a été gravement endommagé par une tempête", NONSENSE)

OTHER_SOURCE = """\
Bake the dough for forty minutes until the crust is golden.

Let the bread cool on a rack before you cut it. Stale slices can be fried in butter with a little garlic.

Rye flour absorbs more water than wheat flour. Add the salt only when the yeast has begun to work.

Keep the sourdough in the refrigerator and feed it once a week.
"""
