"""A made-up archive whose words have several spellings, for the tests of the search."""

from pathlib import Path

SEEDS = {
    "2001-05-open-the-gates.txt": """\
Open the Gates of Eastern Karsholm

1 May 2001
By the Harbour Defence League

The dockers of Eastern Karsholm have organised a strike against the closing of the gates. We ask
every labour council to mobilise for their defence.

The grey fence at the harbour was built in one night. Nobody was asked, and nobody was paid for the
work that it took.

Nine lanterns burn at the town hall for the nine who were taken away.

* Open the gates now
* No fence at the harbour
""",
    "2002-03-dockers-answer.txt": """\
The Dockers Answer Their Friends

March 3, 2002
By the United Dockers

Your letter came to East Karsholm when the gray fence was already down. We organize in our own
way: we mobilize labor where it works, and not where it votes.

The fence fell because night after night the neighbors took a board home with them. A fence that
nobody was asked about is nobody's fence. The lanterns at the hall burn no more.
""",
    "2003-07-bayan.txt": """\
بيان تضامن مع عمال الميناء

نقف مع العمّال في كارسهولم الشرقية وندعو إلى التضامُن معهم. إن الحرية لا تُمنح، والحرية تُنتزع.

لقد بُنيت الأسوار في ليلة واحدة، ولم يُسأل أحد. وبالحرية وحدها تُهدم الأسوار في كارسهولم.
""",
    "2004-02-strasse.txt": """\
Erklärung zur Sperrung der Hafenstraße

Die Straße am Hafen ist seit gestern gesperrt. Wir fordern die sofortige Öffnung und die Rückgabe
der Häuser an ihre Bewohner, die seit Jahren dort wohnen und arbeiten.
""",
    "2005-06-dayanisma.txt": """\
Liman işçileriyle dayanışma çağrısı

Limandaki işçiler bu sabah ışıkları söndürdü. İşçilerin yanındayız ve herkesi bu haklı mücadeleye
destek olmaya çağırıyoruz, çünkü liman hepimizindir.
""",
    "2006-09-allilengyi.txt": """\
Αλληλεγγύη στους εργάτες του λιμανιού

Στεκόμαστε στο πλευρό των εργατών του λιμανιού και ζητάμε να ανοίξουν οι πύλες. Η αλληλεγγύη μας
είναι το όπλο μας και δεν πρόκειται να κάνουμε πίσω.
""",
    "2007-01-hambastegi.txt": """\
همبستگی با کارگران بندر

ما با کارگران بندر که برای حقوق خود اعتصاب کرده‌اند اعلام همبستگی می‌کنیم و از همه می‌خواهیم که
آنان را تنها نگذارند.
""",
    "2008-04-greve.txt": """\
Communiqué sur la grève du port

Depuis l'été dernier, les grévistes du port tiennent bon. Notre solidarité leur est acquise et
nous appelons à la libération immédiate des prisonniers.
""",
}
LANGUAGES = {
    "2003": "ar", "2004": "de", "2005": "tr", "2006": "el", "2007": "fa", "2008": "fr",
}  # fmt: skip
NAMES = """\
[[place]]
id = "karsholm"
tag = true
names = { en = "Karsholm", ar = "كارسهولم" }

[[place]]
id = "east-karsholm"
names = { en = "East Karsholm", ar = "كارسهولم الشرقية" }
variants = { en = ["Eastern Karsholm"], ar = ["شرق كارسهولم"] }
broader = ["karsholm"]
"""
SETTINGS = """\
name = { en = "Harbour Papers", ar = "أوراق الميناء" }
languages = ["en", "ar"]
"""


def write(folder: Path) -> None:
    """Write the archive into an empty folder."""
    for name in ("seeds", "content/records", "content/authorities"):
        (folder / name).mkdir(parents=True)
    (folder / "archive.toml").write_text(SETTINGS, "utf-8")
    (folder / "content/authorities/places.toml").write_text(NAMES, "utf-8")
    for file, text in SEEDS.items():
        (folder / "seeds" / file).write_text(text, "utf-8")
        if language := LANGUAGES.get(file[:4]):
            record = folder / "content" / "records" / file.replace(".txt", ".toml")
            record.write_text(f'date = "{file[:7]}"\nlanguage = "{language}"\n', "utf-8")
