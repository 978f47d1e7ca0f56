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
