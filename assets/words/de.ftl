# Wörter der Diagramme. Jeder Ausdruck steht in jedem Katalog, mit denselben Lücken.

# Lists and numbers.
list-end = { $first } und { $last }
trial = { $number } Durchlauf
trials = { $number } Durchläufe
number-per-year = { $number } pro Jahr
number-hours-per-month = { $number } Stunden pro Monat
number-months = { $number } Monate
number-days = { $number } Tage
number-hours = { $number } Stunden

# Headings and axes of all charts.
heading-scenario = Szenario: { $name }
heading-money = { $currency }, { $valuation }
axis-with-money = { $title } ({ $money })
axis-total-cost = Gesamtkosten ({ $money })
legend-interval = 95-%-Intervall
legend-pale = blass: vom Zufall nicht zu unterscheiden

# Acceptability.
acceptability-curve = Anteil der Durchläufe, in denen eine Option die beste ist, mit 95-%-Band
acceptability-thick = dick: auch im Mittel die beste
acceptability-open = die Durchläufe entscheiden nicht, welche im Mittel die beste ist
acceptability-best = Im Mittel die beste
acceptability-undecided = nicht zu unterscheiden
acceptability-counted = wie Kosten zählen

# Beliefs about scenarios.
belief-strips-axis = Gewicht des Szenarios links, der Rest auf { $base }
belief-strips-border = wo die Grenze liegen kann (95 %)
belief-triangle-corners = Ecke: alles Gewicht auf diesem Szenario; Mitte: je ein Drittel
belief-triangle-edge = wo eine Grenze auf eine Kante trifft (95 %)
belief-triangle-given = gegebene Gewichte

# Cost by group.
cost-by-group-range = 5. bis 95. Perzentil der Gesamtkosten
cost-by-group-mean = mittlere Gesamtkosten, so breit wie ihr 95-%-Konfidenzintervall

# Cost over the years.
cost-fan-axis = Kumulierte Gesamtkosten am Ende jedes Jahres ({ $money })
cost-fan-median = Median
cost-fan-numbers = Zahlen: p95, Median und p5 im letzten Jahr

# Differences over a figure.
crossing-difference = { $first } minus { $second }
crossing-axis = Kostendifferenz ({ $money }) mit 95-%-Band
crossing-less = { $option } kostet weniger
crossing-white = weiß: nicht zu unterscheiden
crossing-expected = was der Fall erwartet
crossing-range = sein 5–95-%-Bereich

# Decision tree.
tree-yes = ja
tree-no = nein

# Distributions.
distributions-mean = Mittel
distributions-legend-mean = Mittelwert
distributions-range = 5. Perzentil, Median, 95. Perzentil
distributions-atom = Anteil der Durchläufe mit genau diesen Kosten
distributions-height = Höhe: wie wahrscheinlich, je eigener Maßstab; mindestens von p5 bis p99 gezeichnet

# Obligations by function and date.
duty-likely = Wahrscheinlich
duty-supposed = Angenommen
duty-legend-likely = wahrscheinlich; Höhe: wie viele
duty-legend-supposed = angenommen: eher unwahrscheinlich, oder Recht noch nicht erlassen
duty-legend-work = Arbeit, bis die letzte neue erfüllt ist
duty-legend-decision = Entscheidung erwartet
duty-legend-renewal = Erneuerung

# Chance to exceed an amount.
exceedance-curve = Wahrscheinlichkeit, dass die Gesamtkosten einen Betrag übersteigen
exceedance-band = ihr 95-%-Konfidenzband
exceedance-beyond = jenseits der Risikobereitschaft: in mehr als { $chance }
exceedance-appetite = Risikobereitschaft { $amount }
exceedance-chance = Wahrscheinlichkeit für mehr als { $amount }

# Data across the border.
flow-in-china = In China
flow-abroad = Im Ausland
flow-no-data = keine Daten, die die Grenze queren
flow-legend-free = quert frei
flow-legend-leave = quert mit Vertrag, Zertifikat oder Genehmigung
flow-legend-stopped = darf nicht queren
flow-legend-stays = bleibt

# Options by scenario.
heat-map-range = { $low } bis { $high } { $currency } mittlere Gesamtkosten
heat-map-cheapest = die günstigste in ihrem Szenario
heat-map-tied = ≈  von der günstigsten nicht zu unterscheiden (95 % Konfidenz)

# Mean and tail.
shortfall-mean = Mittlere Kosten
shortfall-frontier = Effizienzgrenze
shortfall-mixes = kleine Punkte: Mischungen nach Anteil des Geschäfts

# Figures by month of acting.
months-axis = { $title } ({ $money }), nach dem Monat des Handelns
months-now = jetzt
months-month = Monat { $number }
months-bars = Balken: 95-%-Intervalle; Ringe: von 0 nicht zu unterscheiden

# Best option over two figures.
map-least = { $option } kostet am wenigsten
map-open = blass, punktiert: von einer anderen nicht zu unterscheiden (95 %)
map-expected = +  was der Fall erwartet

# States of the world.
regimes-shares = Anteil der Durchläufe
regimes-bands = blasse Ränder: 95-%-Bänder

# Nearest bad future.
stress-legend = wie weit jede Größe im nächsten Punkt von ihrem Median liegt, und wie selten sie dorthin kommt
stress-median = Median
stress-there = dort
stress-1-in-6 = 1 von 6
stress-1-in-44 = 1 von 44
stress-1-in-740 = 1 von 740
stress-1-in-30000 = 1 von 30.000

# Story.
timeline-event = Ereignis (blass: angekündigt)
timeline-planned = geplanter Umzug
timeline-emergency = Notumzug
timeline-playbook = Notfallplan
timeline-inspection = Prüfung
timeline-sanction = Sanktion, Ablehnung, Schließung
timeline-cost-per-month = Kosten je Monat ({ $money }):
timeline-regime = Weltlage
timeline-april = Apr
timeline-july = Jul
timeline-october = Okt
timeline-more = und { $number } weitere
timeline-nothing = nichts
timeline-cost = Kosten

# Tornado.
tornado-legend-low = wo die Größe klein ist (etwa 10. Perzentil)
tornado-legend-high = wo sie groß ist (90.)
tornado-low = klein
tornado-high = groß

# Triggers.
scorecard-axis = Anteile der Durchläufe; rechts: { $amounts }
scorecard-in-time = rechtzeitig fertig
scorecard-late = zu spät fertig
scorecard-in-vain = umsonst: nie gebraucht
scorecard-missed = verpasst: gebraucht, nicht ausgelöst
scorecard-set-off = ausgelöst

# Waterfall.
waterfall-axis-cut = { $title } ({ $money }; die Achse beginnt nicht bei 0)
waterfall-raises = erhöht die Kosten
waterfall-lowers = senkt sie
waterfall-chance = allein der Zufall
waterfall-interval = 95-%-Intervall der Zahl an jedem Balken

# Names in titles.
list-others = { $names } und { $number } weitere
present-value = Barwert bei { $rate }
seed = Startwert { $seed }
seed-and-error = Startwert { $seed }, Standardfehler jedes Mittelwerts höchstens { $share }
first-of-trials = Kurven: die ersten von { $trials }
trials-up-to = mindestens; bis zu { $number }
partial-run = UNVOLLSTÄNDIG: { $complete } von { $scenarios } Szenarien fertig
partial-run-one = UNVOLLSTÄNDIG: { $complete } von { $scenarios } Szenario fertig
partial-run-under-way = , { $trials } von { $of } Durchläufen von { $scenario }
partial-scenario = UNVOLLSTÄNDIG: { $trials } von { $of } Durchläufen
all-by-weight = Alle Szenarien nach Gewicht

# Groups of cost.
group-it-cost = IT-Kosten
group-compliance-cost = Compliance-Kosten
group-fine-exposure = Bußgeldrisiko
group-sales-loss = Umsatzverlust
group-disruption = Betriebsunterbrechung

# What options cost.
cheapest-only-one-trial = { $option } kostet { $amount } { $currency } im einzigen Durchlauf
cheapest-only = { $option } kostet im Mittel { $amount } { $currency }
cheapest-none = Kosten je Option
cheapest-one-trial = Ein Durchlauf sagt nicht, welche Option im Mittel am wenigsten kostet
cheapest-one = { $option } kostet im Mittel am wenigsten
cheapest-identical-all = { $options } kosten in jedem Durchlauf gleich viel
cheapest-open = Die Durchläufe sagen nicht, welche Option im Mittel am wenigsten kostet
cheapest-identical = { $options } kosten im Mittel am wenigsten, und in jedem Durchlauf gleich viel
cheapest-several = { $options } kosten im Mittel am wenigsten; die Durchläufe unterscheiden sie nicht

# How widely cost varies.
range-none = Spanne der Gesamtkosten
range-constant = { $option } kostet in jedem Durchlauf { $amount } { $currency }
range-mostly = { $option } kostet in mindestens neun von zehn Durchläufen { $amount } { $currency }
range-about = { $option }: neun von zehn Durchläufen kosten etwa { $amount } { $currency }
range-between = { $option }: neun von zehn Durchläufen kosten zwischen { $low } und { $high } { $currency }

# The risk appetite.
appetite-terms = { $chance } Wahrscheinlichkeit für Kosten über { $amount }
appetite-open-only = Die Durchläufe sagen nicht, ob { $option } die Risikobereitschaft einhält ({ $terms })
appetite-open-only-one-trial = Ein Durchlauf sagt nicht, ob { $option } die Risikobereitschaft einhält ({ $terms })
appetite-open = Die Durchläufe sagen nicht, welche Optionen die Risikobereitschaft einhalten ({ $terms })
appetite-open-one-trial = Ein Durchlauf sagt nicht, welche Optionen die Risikobereitschaft einhalten ({ $terms })
appetite-no-option = Keine Option hält die Risikobereitschaft ein: alle liegen über { $terms }
appetite-every-option = Jede Option hält die Risikobereitschaft ein: höchstens { $terms }
appetite-exceeds = { $options } überschreitet die Risikobereitschaft ({ $terms }){ $rest }
appetite-exceed = { $options } überschreiten die Risikobereitschaft ({ $terms }){ $rest }
appetite-stays = { $options } hält die Risikobereitschaft ein ({ $terms }){ $rest }
appetite-stay = { $options } halten die Risikobereitschaft ein ({ $terms }){ $rest }
appetite-rest = ; für { $options } entscheiden die Durchläufe nicht
appetite-rest-one = eine weitere
appetite-rest-others = { $number } weitere

# How cost builds up.
build-up-none = Wie sich Kosten aufbauen
build-up-one-trial = { $option } kostet im einzigen Durchlauf bis { $end } { $amount }
build-up-constant = { $option } kostet in jedem Durchlauf bis { $end } { $amount }
build-up = { $option } kostet bis { $end } im Median { $amount }, und in einem von zwanzig Durchläufen { $high } oder mehr
end-of-year = Ende { $year }
month-of-year = { $month } { $year }
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

# Options over all scenarios.
overall-none = Kosten je Option und Szenario
overall-nowhere = Keine Option kostet in jedem Szenario am wenigsten
overall-in-one = in { $scenario }
overall-in-all = in allen { $number } Szenarien
overall-one = { $option } kostet { $where } am wenigsten
overall-one-or-open = { $option } kostet { $where } am wenigsten, oder die Durchläufe unterscheiden sie nicht von der günstigsten
overall-several = { $options } sind { $where } nicht von der günstigsten zu unterscheiden
overall-range = { $option } kostet je nach Szenario im Mittel zwischen { $low } und { $high } { $currency }
overall-range-one-trial = { $option } kostet im einzigen Durchlauf je nach Szenario zwischen { $low } und { $high } { $currency }

# The story of a trial.
story-subtitle = Szenario: { $scenario }  ·  { $money }  ·  Durchlauf { $trial } von { $trials }, gezählt ab 0  ·  Startwert { $seed }
story-world = Welt
story-own-events = Eigene Ereignisse
story-moves = Umzüge
story-playbook = Notfallplan
story-authorities = Behörden
story-title-two = { $one } kostet { $first }, { $other } { $second }
story-title-two-at = { $one } kostet { $first }, { $other } { $second } ({ $kind }, { $one })
story-title-one = { $option }, { $kind }: { $amount }
story-title-one-cause = { $option }, { $kind }: { $amount }, davon { $part } durch { $cause }
story-title-none = Die Geschichte eines Durchlaufs
story-trial = Durchlauf { $number }
story-median = mittlerer Durchlauf
story-percentile = p{ $percent }-Durchlauf
story-best = günstigster Durchlauf
story-worst = teuerster Durchlauf
story-move = { $who } nach { $place }
story-three-and-more = { $names } und { $number } weitere
story-refused = abgelehnt: { $duty }
story-withdrawn = entzogen: { $duty }
story-closed = Geschäft geschlossen
story-designated = als KII-Betreiber benannt
sanction-warning = eine Verwarnung
sanction-fine = ein Bußgeld
sanction-serious-fine = ein schweres Bußgeld
sanction-by-turnover = ein Bußgeld nach Umsatz
sanction-suspension = das Geschäft wird ausgesetzt
sanction-revocation = die Lizenz wird entzogen

# Functions of the company.
function-hr = Personal
function-finance = Finanzen
function-marketing = Marketing
function-it = IT
function-legal = Recht

# Obligations by date.
duties-subtitle = Zeilen nach Gegenstand der Regel  ·  nach den Regeln der Pakete und den Tatsachen des Falls, ohne Zufall; keine Rechtsberatung
duties-none = { $option }: keine Pflicht ist eher wahrscheinlich als nicht
duties-all-first = { $option }: { $all } wahrscheinliche Pflichten, alle vom ersten Tag an
duties-some-first = { $option }: { $all } wahrscheinliche Pflichten, { $first } davon vom ersten Tag an
duties-no-decision = , keine mit Entscheidung einer Behörde
duties-one-decision = , 1 mit Entscheidung einer Behörde
duties-decisions = , { $number } mit Entscheidung einer Behörde
duties-short = Pflichten nach Funktion und Datum
duties-other = Andere Regeln ({ $number })

# Data across the border.
flows-plan-done = Plan umgesetzt, ab { $month }  ·  dann geltendes Recht  ·  nach den Regeln mit mittleren Werten, ohne Zufall
flows-no-moves = Keine Umzüge, ab { $month }  ·  dann geltendes Recht  ·  nach den Regeln mit mittleren Werten, ohne Zufall
flows-not-done = Plan im Horizont nicht fertig: ab { $month }  ·  dann geltendes Recht  ·  nach den Regeln mit mittleren Werten, ohne Zufall
flows-persons = { $number } Personen
flows-title = { $option }: { $china } in China, { $across } über die Grenze{ $needing }{ $stopped }
flows-title-short = { $china } in China, { $across } über die Grenze
flows-none-needing = , keiner mit Vertrag oder Genehmigung
flows-needing = , { $number } davon mit Vertrag oder Genehmigung
flows-stopped = ; { $number } dürfen nicht
flows-no-applications = keine von { $all } Anwendungen
flows-all-applications = alle { $all } Anwendungen
flows-applications = { $number } von { $all } Anwendungen
flows-no-data = keiner von { $all } Datenflüssen
flows-all-data = alle { $all } Datenflüsse
flows-data = { $number } von { $all } Datenflüssen
flows-left-out = Nicht gezeigt: { $all } weitere Anwendungen, { $china } davon in China; von { $crossing } queren Daten die Grenze, nichts Schwereres als oben
flows-kinds = { $number } Arten von Daten, höchstens dies
flows-more = und { $number } weitere, höchstens dies
route-free = frei
route-contract = Standardvertrag
route-certification = Zertifizierung
route-assessment = Sicherheitsbewertung
route-forbidden = verboten
route-inbound = eingehend
route-masked = maskiert
route-stays = bleibt in China

# States of the world.
regimes-subtitle = Jedes Szenario: { $trials }  ·  Startwert { $seed }  ·  gleich für jede Option
regimes-first = die ersten { $number } von { $trials }
regimes-note = Eine Weltlage bestimmt, wie oft jedes Risiko eintritt, bis zum nächsten Wechsel.
regimes-stays = Eine Weltlage bestimmt, wie oft jedes Risiko eintritt, bis zum nächsten Wechsel. Nach den mittleren Raten des Katalogs dauert sie etwa so viele Jahre: { $stays }. Szenarien ändern Raten oder erzwingen einen Pfad.
regimes-likeliest = Am Ende des Horizonts ist die Welt am wahrscheinlichsten in { $regime }
regimes-likeliest-all = Am Ende des Horizonts ist die Welt in allen { $number } Szenarien am wahrscheinlichsten in { $regime }
regimes-each = Wahrscheinlichste Weltlage am Ende des Horizonts: { $list }
regimes-short = Weltlagen je Szenario
regimes-open = offen welche
regimes-one-scenario = { $regime } (1 Szenario)
regimes-scenarios = { $regime } ({ $number } Szenarien)

# Titles of several answers.
exceedance-title = Wahrscheinlichkeit für Kosten über einem Betrag

# Answer: who is best, by what a loss avoided is worth.
acceptability-only = { $option } ist die einzige Option
acceptability-one-trial = Ein Durchlauf sagt nicht, wie wahrscheinlich eine Option die beste ist
acceptability-short = Wahrscheinlichkeit jeder Option, die beste zu sein, je nach Wert eines vermiedenen Verlusts
acceptability-title-open = Welche Option im Mittel die beste ist, sagen die Durchläufe nicht; am häufigsten am günstigsten ist { $option }: in { $chance } davon
acceptability-title-same = { $option } ist im Mittel die beste Option und auch am häufigsten die günstigste: in { $chance } der Durchläufe
acceptability-title-other = { $option } ist im Mittel die beste Option, am häufigsten am günstigsten ist aber { $other }: in { $chance } der Durchläufe
acceptability-axis = { $currency }, die man auszugeben bereit ist, um 1 { $currency } Verlust (Bußgeld, Umsatz, Unterbrechung) zu vermeiden
acceptability-hidden-one = 1 Option kaum je die beste: nicht gezeigt
acceptability-hidden = { $number } Optionen kaum je die besten: nicht gezeigt

# Answer: what one would have to believe.
believe-only-option = { $option } ist die einzige Option: die beste, was immer man glaubt
believe-one-trial = Ein Durchlauf sagt bei keiner Gewichtung, welche Option die beste ist
believe-same = { $options } kosten im Mittel gleich viel, wie immer man die Szenarien gewichtet
believe-only = { $option } kostet im Mittel am wenigsten, wie immer man die { $number } Szenarien gewichtet
believe-only-trials = { $option } kostet in den Durchläufen bei jeder Gewichtung der { $number } Szenarien am wenigsten, in ähnlichen Stichproben bei mindestens { $chance } davon
believe-shares = Im Mittel am günstigsten, Anteil aller Gewichtungen der Szenarien: { $shares }
share-in = { $option } in { $chance }
believe-short = Welche Option im Mittel am wenigsten kostet, je nach Gewichtung

# Answer: options side by side.
compare-overall = Niedrigste mittlere Kosten in { $number } Szenarien: { $parts }
compare-in = { $option } in { $number }
compare-in-open = offen in { $number }
compare-short = Mittlere Kosten im Vergleich zur günstigsten Option, Szenario für Szenario
compare-question = Welche Option kostet im Mittel am wenigsten?
compare-only = { $option } ist die einzige Option; sie kostet im Mittel { $amount }
compare-leads = { $option } kostet im Mittel am wenigsten, { $amount } weniger als { $next }, die nächste
compare-axis = Differenz der mittleren Kosten: über 0 teurer als die Vergleichsoption
compare-apart = von ihr zu unterscheiden (95-%-Intervall)
compare-not-apart = nicht zu unterscheiden
compare-against = gegen { $option }

# Answer: dominance.
dominance-only = { $option } ist die einzige Option: es gibt nichts zu dominieren
dominance-same = Alle Optionen kosten in jedem Durchlauf gleich viel
dominance-one-trial = Ein Durchlauf sagt nichts über Dominanz
dominance-always = { $option } dominiert { $others } auf jedem Kostenniveau
dominance-shy = { $option } dominiert { $others } für jeden, der Risiken scheut
dominance-none = Keine Option dominiert eine andere ({ $trials }): jede ist irgendwo schlechter, und nicht durch Zufall
dominance-open = Aus den Durchläufen ({ $trials }) ist keine Dominanz zu erkennen
dominance-short = Wahrscheinlichkeit höherer Kosten: Eine Kurve, die ganz unter einer anderen liegt, dominiert sie

# Answer: mean against tail.
frontier-single = { $option } ist die einzige Option
frontier-one = { $option } hat in den Durchläufen die niedrigsten mittleren Kosten, auch in den schlechtesten 5 %
frontier-several = In den Durchläufen, von niedrigsten mittleren Kosten zu niedrigsten in den schlechtesten 5 %: { $options }
frontier-short = Mittlere Kosten gegen das Mittel der schlechtesten 5 % der Durchläufe
frontier-tail = Mittlere Kosten der schlechtesten 5 % der Durchläufe
frontier-on = auf der Effizienzgrenze
frontier-dominated = dominiert
frontier-dear = teuer für ihre Sicherheit
frontier-certainty = auf der Grenze in { $chance } der Stichproben

# Answer: regret.
regret-only = { $option } ist die einzige Option: es gibt keine bessere Wahl
regret-same = Alle Optionen kosten in jedem Szenario im Mittel gleich viel: es gibt keine bessere Wahl
regret-one-trial = Ein Durchlauf sagt nicht, welche Option im schlimmsten Szenario am wenigsten mehr kostet als die beste
regret-none = { $option } kostet in allen { $number } Szenarien im Mittel am wenigsten
regret-worst = Geringste Mehrkosten im schlimmsten von { $number } Szenarien: { $option }, im Mittel { $amount } über der besten ({ $scenario })
regret-worst-open = Im schlimmsten von { $number } Szenarien nicht zu unterscheiden: { $options }; am niedrigsten { $option }, im Mittel { $amount } über der besten ({ $scenario })
regret-worst-short = Mittlere Kosten über denen der besten Option jedes Szenarios
regret-trial-same = Alle Optionen kosten in jedem Durchlauf gleich viel
regret-trial-one-trial = Ein Durchlauf sagt nichts über mittlere Mehrkosten
regret-trial = { $option } liegt in den Durchläufen im Mittel am wenigsten über der günstigsten: { $amount }; selbst die günstigste in { $chance }
regret-trial-short = Kosten über der günstigsten Option jedes Durchlaufs
regret-trial-all = Kosten über der günstigsten Option desselben Durchlaufs: im Mittel und in den schlechtesten 5 %
regret-legend-worst = schlimmstes Szenario, mit 95-%-Grenzen für alle zusammen
regret-legend-other = andere Szenarien
regret-legend-weighted = nach Gewicht
regret-axis-worst = Mittlere Kosten über denen der besten Option des Szenarios
regret-axis-trial = Kosten über der günstigsten desselben Durchlaufs
regret-legend-mean = im Mittel (95-%-Intervall)
regret-legend-tail = Mittel der schlechtesten 5 % der Durchläufe (95-%-Intervall)

# Ranges and units of figures.
range-to = { $low } bis { $high }
quoted = „{ $name }“
axis-with-unit = { $title } ({ $unit })
unit-days = Tage
unit-months = Monate
unit-per-year = pro Jahr
unit-hours-per-month = Stunden pro Monat

# Answer: where two options cost the same.
break-even-one-unseen = { $figure } von { $range }: kein Punkt gleicher Kosten, den die Durchläufe zeigen
break-even-one-decides = { $figure } entscheidet von { $range } zwischen zwei Optionen
break-even-all-unseen = { $figure } von { $range }: in keinem von { $all } Szenarien ein Punkt gleicher Kosten, den die Durchläufe zeigen
break-even-decides = { $figure } entscheidet von { $range } in { $number } von { $all } Szenarien zwischen zwei Optionen
break-even-short = Worin sich zwei Optionen unterscheiden, über { $figure }
break-even-at = { $below } kostet weniger, solange { $figure } unter { $at } liegt (95-%-Intervall { $range }), darüber { $above }
break-even-untouched = { $figure } berührt die Differenz zwischen { $first } und { $second } nicht
break-even-always = { $winner } kostet weniger als { $other }, wo immer { $figure } von { $range } liegt
break-even-unseen = Die Durchläufe zeigen keinen Punkt gleicher Kosten von { $first } und { $second } über { $figure } von { $range }
break-even-marked = { $first } und { $second } kosten an den markierten Werten gleich viel: { $figure }

# Answer: the best option over two figures.
map-title-mean = Niedrigste mittlere Kosten: { $shares } der Karte{ $rest }
map-title-shortfall = Niedrigste Kosten der schlechtesten 5 %: { $shares } der Karte{ $rest }
map-share = { $option } auf { $chance }
map-shown = ; auf { $chance } zeigen es die Durchläufe
map-short = Welche Option über zwei Größen am wenigsten kostet

# Answer: what drives the difference.
drivers-none = Von { $number } unsicheren Größen bewegt keine erkennbar die Differenz zwischen { $first } und { $second } ({ $trials })
drivers-main = { $figure } bewegt die Differenz zwischen { $first } und { $second } am meisten: bei etwa { $low } ist { $first } { $below }, bei etwa { $high } { $above }
drivers-short = { $first } gegen { $second }: { $figure } bewegt die Differenz am meisten
drivers-short-none = { $first } gegen { $second }: keine Größe bewegt erkennbar die Differenz
drivers-cheaper = { $amount } günstiger
drivers-cheaper-doubt = { $amount } günstiger (nicht von 0 zu unterscheiden)
drivers-dearer = { $amount } teurer
drivers-dearer-doubt = { $amount } teurer (nicht von 0 zu unterscheiden)
drivers-axis = Mittlere Kosten von { $first } minus die von { $second }
drivers-side = { $option } günstiger

# Answer: what knowing is worth.
information-settled = { $option } bleibt die Wahl, welche einzelne von { $figures } unsicheren Größen man auch wüsste: keine lohnt die Klärung
information-none = Keine einzelne Größe lohnt die Klärung vor der Wahl von { $option }: von { $figures } keine vom Zufall zu unterscheiden, keine mehr als { $limit } wert (von den { $close } wichtigsten)
information-worth = Am meisten lohnt es zu klären: { $figure }. Vor der Wahl (jetzt { $option }) gewusst spart es im Mittel { $amount }; keine der { $close } wichtigsten von { $figures } Größen ist mehr als { $limit } wert
information-short-none = Was es wert ist, Größen vor der Wahl zu kennen
information-short-worth = Am meisten lohnt es zu klären: { $figure }, im Mittel { $amount }
information-together = Größen zusammen
information-expert = welcher Experte recht hat
information-single = einzelne Größen
information-experts-on = Experten zu: { $figure }
information-axis = Wert des Wissens vor der Wahl; Voraussicht jedes Durchlaufs: { $amount }

# Answer: when options fail.
discover-fails = { $option } überschreitet die Risikobereitschaft vor allem, wo { $conditions }
discover-keeps = { $option } hält die Risikobereitschaft vor allem ein, wo { $conditions }
discover-fails-short = { $option } überschreitet die Risikobereitschaft vor allem im Kasten
discover-keeps-short = { $option } hält die Risikobereitschaft vor allem im Kasten ein
condition-between = { $figure } zwischen { $low } und { $high } liegt
condition-above = { $figure } über { $low } liegt
condition-below = { $figure } unter { $high } liegt
condition-any = { $figure } beliebig ist
condition-scenario = das Szenario { $scenarios } ist
condition-not-scenario = das Szenario nicht { $scenarios } ist
condition-something = etwas
conditions-and = { $first } und { $last }
alternatives-or = { $first } oder { $last }
discover-note = { $futures } Zukünfte zu je { $trials } Durchläufen, { $seed }
discover-marked-fails = { $option } überschreitet sie
discover-marked-keeps = { $option } hält die Risikobereitschaft ein
discover-keeps-to = hält die Risikobereitschaft ein
discover-fails-it = überschreitet sie
discover-box-fails = umfasst { $coverage } der Überschreitungen; { $density } solcher Zukünfte überschreiten sie
discover-box-keeps = umfasst { $coverage } der Zukünfte, die sie einhalten; { $density } solcher Zukünfte halten sie ein
discover-pale = blass: nicht, wo { $conditions }
scenario-axis = Szenario

# Answer: what would have to come together.
stress-title = { $option }: { $measure } erreichen { $amount } in { $distance } Standardabweichungen, so selten wie { $chance }
stress-mean-cost = mittlere Kosten
stress-shortfall = mittlere Kosten der schlechtesten 5 %
stress-tolerated = mit der tolerierten Wahrscheinlichkeit von { $chance } überschrittene Kosten
stress-note = am wenigsten extreme gefundene Kombination, { $seed }

# Answer: what has changed.
changed-title = { $scenario }: { $option } kostet { $new } nach { $old }{ $cause }
changed-because = , vor allem wegen { $part }
changed-by-chance = , allein durch Zufall
changed-short = { $scenario }: woher die Kostenänderung von { $option } kommt
changed-axis = Mittlere Kosten von { $option }, nach der Änderung am günstigsten
changed-before = Vorher: { $run }
changed-after = Nachher: { $run }
changed-others = { $number } andere Eingaben
changed-version = Version von splitstack
changed-not-replayed = Nicht wiederholte Durchläufe
changed-other-trials = Andere Durchläufe (Startwert, Zahl)

# Answer: prepared moves.
plan-amounts = mittlere Kosten gegen den Auslöser wie beschrieben, { $unit } (95-%-Intervall für alle Auslöser zusammen)
plan-triggers-short = { $option }: Auslöser vorbereiteter Schritte
plan-triggers-untold = { $option }: ob sich vorbereitete Schritte lohnen, ist nicht zu sagen
plan-triggers-costs = { $option }: „{ $move }“ wie beschrieben kostet { $amount } mehr, als es spart ({ $scenario })
plan-triggers-saves = { $option }: „{ $move }“ wie beschrieben spart { $amount } ({ $scenario })
plan-subtitle = in { $scenario }; verantwortlich: { $owner }
plan-no-owner = noch zu benennen
plan-the-same = gleich
plan-not-told = nicht zu sagen
plan-months-axis = Mittlere Kosten minus die bei Nichthandeln
plan-other-scenario = das andere Szenario
plan-other-scenarios = { $number } andere Szenarien
plan-months-short = { $option }: was Handeln kostet, nach seinem Monat
plan-months-untold = { $option }: in keinem Szenario lohnt sich Handeln in einem festen Monat sicher
plan-months-saves = { $option }: „{ $move }“ spart rechtzeitig bis zu { $amount } ({ $scenario }), und etwas bis { $until }
plan-month = Monat { $number }
plan-first-month = zum ersten Monat
trigger-as-written = wie beschrieben
trigger-now = jetzt
trigger-never = nie
trigger-and = { $first } und { $second }
trigger-or = { $first } oder { $second }
trigger-in = in { $regime }
trigger-out-of = nicht mehr { $regime }
trigger-announced = angekündigt: { $risk }
trigger-in-effect = in Kraft: { $risk }
trigger-fines = Bußgelder über { $amount }
trigger-fines-within = Bußgelder über { $amount } in { $number } Monaten
trigger-days-down = Ausfalltage über { $amount }
trigger-days-down-within = Ausfalltage über { $amount } in { $number } Monaten
trigger-demand = Nachfrage über { $amount }: { $risk }
trigger-lost = verloren über { $amount }: { $segment }

# Units of amounts.
scale-thousands = Tsd. { $currency }
scale-millions = Mio. { $currency }
scale-billions = Mrd. { $currency }

# Names of figures: of what, colon, what of it.
figure-of = { $entity }: { $what }
figure-of-pack = { $name } ({ $pack })
strictness-nothing = Keine Umsetzung
strictness-minimal = Minimale Umsetzung
strictness-standard = Übliche Umsetzung
strictness-thorough = Gründliche Umsetzung
figure-discount-rate = Diskontierungssatz
figure-exchange-rate = Wechselkurs { $part }
figure-appetite-amount = Risikobereitschaft: Betrag
figure-appetite-chance = Risikobereitschaft: tolerierte Wahrscheinlichkeit
figure-cost-overrun = Kostenüberschreitung von Projekten
figure-time-overrun = Zeitüberschreitung von Projekten
figure-redesign-premium = Späte Planänderung: Mehrkosten
figure-redesign-time = Späte Planänderung: mehr Zeit
figure-redesign-designated = Späte Planänderung: Faktor nach der Benennung
figure-hourly-cost = Kosten einer Arbeitsstunde
figure-managers = Verantwortliche Führungskräfte
figure-revenue-china = Umsatz in China
figure-revenue-worldwide = Umsatz weltweit
figure-handled-persons = Personen, deren Daten in China verarbeitet werden
figure-met-at-start = Zu Beginn erfüllter Anteil der Pflichten
figure-winding-down = Abwicklungsdauer nach Lizenzentzug
figure-worldwide-turnover = Wahrscheinlichkeit, dass Bußgelder am Weltumsatz bemessen werden
figure-designation-base = Benennung als KII-Betreiber: Grundpunkte
figure-designation-sector = Punkte für die Benennung, als Branche
figure-designation-factor = Punkte für die Benennung, als Faktor
figure-users = Nutzer
figure-integration = Anteil, der an der Zentrale hängt
figure-tolerance = Zeit, bis ein Ausfall schadet
figure-workaround = durch Behelfe vermiedener Schaden
figure-run-cost = Betriebskosten
figure-move-cost = Umzugskosten
figure-move-time = Umzugsdauer
figure-dual-running = Dauer des Parallelbetriebs
figure-purchase = Kaufpreis der Produkte
figure-run-cost-at = Betriebskosten bei „{ $part }“
figure-move-cost-at = Kosten des Umzugs nach „{ $part }“
figure-move-time-at = Dauer des Umzugs nach „{ $part }“
figure-dependency = davon abhängige Marge von „{ $part }“
figure-needed = ohne „{ $part }“ verlorene Funktion
figure-persons = Personen in „{ $part }“
figure-sensitive-persons = Personen mit sensiblen Daten in „{ $part }“
figure-persons-turnover = neue Personen im Jahr in „{ $part }“
figure-important-data = Wahrscheinlichkeit, dass „{ $part }“ wichtige Daten sind
figure-data-factor = Wahrscheinlichkeit, dass Daten dadurch wichtig werden
figure-ground-accepted = Wahrscheinlichkeit, dass die Ausnahme gilt
figure-duty-one-off = einmalige Kosten der Pflicht
figure-duty-yearly = jährliche Kosten der Pflicht
figure-duty-lead-time = Arbeitszeit bis zur Erfüllung
figure-duty-gap = Faktor auf die Wahrscheinlichkeit einer Lücke
figure-duty-gains = als unrechtmäßig geltende Gewinne
figure-duty-renewal = Kosten einer Erneuerung
figure-duty-renewal-every = Zeit zwischen Erneuerungen
figure-approval-review = Dauer der Prüfung
figure-approval-refusal = Wahrscheinlichkeit der Ablehnung
figure-approval-renewal = Wahrscheinlichkeit, dass eine Erneuerung abgelehnt wird
figure-approval-grace = erlaubte Zeit ohne Genehmigung
figure-approval-premium = Mehrkosten des Umzugs nach Ablehnung
figure-approval-time = Zeitfaktor des Umzugs nach Ablehnung
figure-approval-sales = durch Ablehnung gestoppter Umsatz
figure-approval-sales-stop = Dauer des Verkaufsstopps
figure-isolation-friction = verlorene Stunden der Nutzer in China
figure-isolation-integration = Faktor auf die verbleibende Integration
figure-isolation-one-off = einmalige Kosten der Trennung
figure-isolation-yearly = jährliche Kosten der Trennung
figure-leniency = Wahrscheinlichkeit von Nachsicht
figure-sanction-odds = Gewicht von „{ $part }“
figure-sanction-amount = Betrag von „{ $part }“
figure-sanction-cap = Höchstbetrag von „{ $part }“
figure-sanction-floor = Mindestbetrag von „{ $part }“
figure-sanction-gains-from = Gewinne, ab denen „{ $part }“ ein Vielfaches ist
figure-sanction-gains = Vielfaches der Gewinne bei „{ $part }“
figure-sanction-purchase = Vielfaches des Kaufpreises bei „{ $part }“
figure-sanction-turnover = Umsatzanteil bei „{ $part }“
figure-sanction-personal = Buße je Führungskraft bei „{ $part }“
figure-sanction-suspension = Dauer von „{ $part }“
figure-measure-one-off = einmalige Kosten der Maßnahme
figure-measure-yearly = jährliche Kosten der Maßnahme
figure-measure-lead-time = Zeit, bis die Maßnahme wirkt
figure-measure-degradation = Faktor auf durch die langsame Leitung verlorene Stunden
figure-measure-outage = Faktor auf die im Ausfall verlorene Funktion
figure-measure-gap = Faktor auf Lücken in Pflichten
figure-measure-emergency-premium = Faktor auf Mehrkosten von Notumzügen
figure-measure-emergency-time = Faktor auf die Dauer von Notumzügen
figure-measure-prepared-cost = Faktor auf die Kosten vorbereiteter Umzüge
figure-measure-prepared-time = Faktor auf die Dauer vorbereiteter Umzüge
figure-measure-grace = zusätzliche Zeit, bis Dienste enden
figure-playbook-lag = Zeit bis zum Beginn von „{ $part }“
figure-playbook-premium = Mehrkosten von „{ $part }“
figure-playbook-time = Zeitfaktor von „{ $part }“
figure-placement-friction = verlorene Stunden der Nutzer
figure-placement-integration = Faktor auf die Integration mit der Zentrale
figure-placement-leaving = Faktor auf das Verlassen
figure-placement-move-cost = Faktor auf die Umzugskosten dorthin
figure-placement-move-time = Faktor auf die Umzugsdauer dorthin
figure-placement-run-cost = Faktor auf die Betriebskosten
figure-placement-growth = jährliches Wachstum der Betriebskosten
figure-protection = Schutzstufe { $part }: Zeit zwischen Prüfungen
figure-regime-moves = Häufigkeit der Wende zu „{ $part }“
figure-requirement-share = zufriedener Anteil der Kunden, Fall { $part }
figure-rate = Häufigkeit
figure-rate-in = Häufigkeit in „{ $part }“
figure-trend = jährlicher Trend
figure-odds = Faktor { $part } auf die Häufigkeit
figure-exposure = Faktor { $part } auf den Betrag
figure-ride-through = Zeit ohne Schaden, Fall { $part }
figure-duration = Dauer
figure-downtime = Dauer des Stillstands
figure-severity = Kosten eines Ereignisses
figure-notice = Zeit von der Ankündigung bis zur Wirkung
figure-grace = Schonfrist
figure-premium = Mehrkosten von Notumzügen
figure-time-factor = Zeitfaktor von Notumzügen
figure-emergency-after = Zeit bis zu Notumzügen
figure-chance = Wahrscheinlichkeit eines Verbots
figure-win-back = Zeit, Kunden zurückzugewinnen
figure-lost-segment = verlorener Umsatz mit „{ $part }“
figure-lost-stream = geschlossener Anteil von „{ $part }“
figure-detection = Wahrscheinlichkeit, dass eine Lücke gefunden wird
figure-intensity = Intensität eines Jahres
figure-memory = Zeit, die ein Bußgeld nachwirkt
figure-after-fine = Faktor auf die Häufigkeit nach einem Bußgeld
figure-repeat = Härte bei Wiederholung
figure-sensitive = Härte bei sensiblen Daten
figure-wider-catalogue = Erweiterung des Katalogs
figure-slower-reviews = Faktor auf die Dauer der Prüfungen
figure-protection-factor = Faktor auf die Häufigkeit bei erfüllten Pflichten
figure-lost-security = Faktor auf die Häufigkeit ohne Sicherheitsdienst
figure-inspection-chance = Wahrscheinlichkeit einer Prüfung danach
figure-inspection-after = Zeit bis zur Prüfung
figure-hours = verlorene Stunden
figure-hours-in = Faktor auf verlorene Stunden in „{ $part }“
figure-campaign-duration = Dauer einer Kampagne
figure-campaign = Faktor auf verlorene Stunden in einer Kampagne
figure-campaign-yearly = Faktor auf verlorene Stunden in jährlichen Kampagnen
figure-pace = Tempo in „{ $part }“
figure-ceiling = höchster Anteil von „{ $part }“, der es fordert
figure-midpoint = Zeit bis zur Hälfte, „{ $part }“
figure-speed = Geschwindigkeit der Nachfrage, „{ $part }“
figure-loss-time = Zeit bis zum Vertragsende, „{ $part }“
figure-win-back-of = Zeit, „{ $part }“ zurückzugewinnen
figure-scenario-into = Faktor auf die Wende zu „{ $part }“
figure-scenario-risk = Faktor auf „{ $part }“
figure-scheduled-duration = Dauer von Ereignis { $part }
figure-scheduled-grace = Schonfrist von Ereignis { $part }
figure-segment-ciio = Wahrscheinlichkeit, dass ein Kunde KII-Betreiber ist
figure-strictness-cost = Kostenfaktor der Pflichten
figure-strictness-gap = Wahrscheinlichkeit einer Lücke in einer Pflicht
figure-margin = Deckungsbeitrag
figure-growth = jährliches Wachstum
figure-revenue-of = Umsatz mit „{ $part }“

# Groups of figures.
group-all-figures = alle Größen
group-application = Anwendungen
group-case = Einstellungen des Falls
group-ciio = Benennung als KII-Betreiber
group-company = Unternehmen
group-data-factor = was Daten wichtig macht
group-duty = Pflichten
group-ground = Ausnahmegründe
group-isolation = Trennung
group-ladder = Sanktionen
group-measure = Maßnahmen
group-option = vorbereitete Schritte der Optionen
group-placement = Standorte
group-protection = Schutzstufen
group-regime = Weltlagen
group-requirement = Anforderungen der Kunden
group-risk = Risiken
group-scenario = Szenarien
group-segment = Kundensegmente
group-strictness = Strenge der Umsetzung
group-value-stream = Wertströme

# From one option to another.
component-setup = Einrichtung
component-run = Betrieb
component-compliance = Compliance
component-fines = Bußgelder
component-sales-loss-cn = Umsatzverlust in China
component-sales-loss-abroad = Umsatzverlust im Ausland
component-interruption = Unterbrechung
component-productivity = Produktivität
component-emergency = Notumzüge
component-incidents = Sicherheitsvorfälle
between-axis = Mittlere Kosten nach Ursache
between-same = { $to } und { $from } kosten in jedem Durchlauf gleich viel
between-open = Die Durchläufe sagen nicht, ob { $to } im Mittel weniger kostet als { $from }
between-less = { $to } kostet im Mittel { $amount } { $currency } weniger als { $from }
between-less-cause = { $to } kostet im Mittel { $amount } { $currency } weniger als { $from }; größte Ersparnis: { $cause }, { $part }
