# Words of charts. Each phrase stands in every catalogue, with the same gaps.

# Lists and numbers.
list-end = { $first } and { $last }
trial = { $number } trial
trials = { $number } trials
number-per-year = { $number } per year
number-hours-per-month = { $number } hours per month
number-months = { $number } months
number-days = { $number } days
number-hours = { $number } hours

# Headings and axes of all charts.
heading-scenario = Scenario: { $name }
heading-money = { $currency }, { $valuation }
axis-with-money = { $title } ({ $money })
axis-total-cost = Total cost ({ $money })
legend-interval = 95 % interval
legend-pale = pale: not told from chance

# Acceptability.
acceptability-curve = share of trials in which an option is best, with its 95 % band
acceptability-thick = thick: also best on average
acceptability-open = the trials do not tell which is best on average
acceptability-best = Best on average
acceptability-undecided = not told apart
acceptability-counted = as costs count

# Beliefs about scenarios.
belief-strips-axis = Weight on the scenario on the left, the rest on { $base }
belief-strips-border = where the border may be (95 %)
belief-triangle-corners = a corner: all the weight on this scenario; the middle: a third on each
belief-triangle-edge = where a border meets an edge (95 %)
belief-triangle-given = weights given

# Cost by group.
cost-by-group-range = 5th to 95th percentile of the total
cost-by-group-mean = mean total, as wide as its 95 % confidence interval

# Cost over the years.
cost-fan-axis = Cumulative total cost at the end of each year ({ $money })
cost-fan-median = median
cost-fan-numbers = Numbers: p95, median and p5 in the last year

# Differences over a figure.
crossing-difference = { $first } less { $second }
crossing-axis = Difference of cost ({ $money }) with its 95 % band
crossing-less = { $option } costs less
crossing-white = white: cannot be told apart
crossing-expected = what the case expects
crossing-range = its 5–95 % range

# Decision tree.
tree-yes = yes
tree-no = no

# Distributions.
distributions-mean = Mean
distributions-legend-mean = mean
distributions-range = 5th percentile, median, 95th percentile
distributions-atom = share of trials with exactly this cost
distributions-height = Height: how likely, to its own scale; drawn at least from p5 to p99

# Obligations by function and date.
duty-likely = Likely
duty-supposed = Supposed
duty-legend-likely = likely; height: how many
duty-legend-supposed = supposed: less likely than not, or law not yet made
duty-legend-work = work until the last new one is met
duty-legend-decision = decision expected
duty-legend-renewal = renewal

# Chance to exceed an amount.
exceedance-curve = chance that the total cost exceeds an amount
exceedance-band = its 95 % confidence band
exceedance-beyond = beyond the appetite: in more than { $chance }
exceedance-appetite = Risk appetite { $amount }
exceedance-chance = Chance to exceed { $amount }

# Data across the border.
flow-in-china = In China
flow-abroad = Abroad
flow-no-data = no data that crosses
flow-legend-free = crosses freely
flow-legend-leave = crosses with a contract, a certificate or an approval
flow-legend-stopped = may not cross
flow-legend-stays = stays

# Options by scenario.
heat-map-range = { $low } to { $high } { $currency } mean total cost
heat-map-cheapest = cheapest in its scenario
heat-map-tied = ≈  cannot be told apart from the cheapest (95 % confidence)

# Mean and tail.
shortfall-mean = Mean cost
shortfall-frontier = frontier
shortfall-mixes = small dots: mixes by share of the business

# Figures by month of acting.
months-axis = { $title } ({ $money }), by the month of acting
months-now = now
months-month = month { $number }
months-bars = bars: 95 % intervals; rings: not told from 0

# Best option over two figures.
map-least = { $option } costs least
map-open = pale, dotted: cannot be told from another (95 %)
map-expected = +  what the case expects

# States of the world.
regimes-shares = share of trials
regimes-bands = pale edges: 95 % bands

# Nearest bad future.
stress-legend = how far from its median each figure lies at the nearest point, and how seldom it goes there
stress-median = median
stress-there = there
stress-1-in-6 = 1 in 6
stress-1-in-44 = 1 in 44
stress-1-in-740 = 1 in 740
stress-1-in-30000 = 1 in 30,000

# Story.
timeline-event = event (pale: announced)
timeline-planned = planned move
timeline-emergency = emergency move
timeline-playbook = playbook
timeline-inspection = inspection
timeline-sanction = sanction, refusal, closure
timeline-cost-per-month = Cost per month ({ $money }):
timeline-regime = Regime
timeline-april = Apr
timeline-july = Jul
timeline-october = Oct
timeline-more = and { $number } more
timeline-nothing = nothing
timeline-cost = Cost

# Tornado.
tornado-legend-low = where the figure is low (about its 10th percentile)
tornado-legend-high = where it is high (90th)
tornado-low = low
tornado-high = high

# Triggers.
scorecard-axis = Shares of trials; on the right: { $amounts }
scorecard-in-time = done in time
scorecard-late = done too late
scorecard-in-vain = in vain: never needed
scorecard-missed = missed: needed, not set off
scorecard-set-off = set off

# Waterfall.
waterfall-axis-cut = { $title } ({ $money }; the axis does not begin at 0)
waterfall-raises = raises the cost
waterfall-lowers = lowers it
waterfall-chance = chance alone
waterfall-interval = 95 % interval of each bar's figure

# Names in titles.
list-others = { $names } and { $number } others
present-value = present value at { $rate }
seed = seed { $seed }
seed-and-error = seed { $seed }, standard error of each mean total at most { $share }
first-of-trials = curves: the first of { $trials }
trials-up-to = at least; up to { $number }
partial-run = PARTIAL: { $complete } of { $scenarios } scenarios complete
partial-run-one = PARTIAL: { $complete } of { $scenarios } scenario complete
partial-run-under-way = , { $trials } of { $of } trials of { $scenario }
partial-scenario = PARTIAL: { $trials } of { $of } trials
all-by-weight = All scenarios by weight

# Groups of cost.
group-it-cost = IT cost
group-compliance-cost = Compliance cost
group-fine-exposure = Fine exposure
group-sales-loss = Sales loss
group-disruption = Disruption

# What options cost.
cheapest-only-one-trial = { $option } costs { $amount } { $currency } in the one trial
cheapest-only = { $option } costs { $amount } { $currency } on average
cheapest-none = Cost by option
cheapest-one-trial = 1 trial does not tell which option costs least on average
cheapest-one = { $option } costs least on average
cheapest-identical-all = { $options } cost the same in every trial
cheapest-open = The trials do not tell which option costs least on average
cheapest-identical = { $options } cost least on average, and the same in every trial
cheapest-several = { $options } cost least on average; the trials do not tell them apart

# How widely cost varies.
range-none = Range of the total cost
range-constant = { $option } costs { $amount } { $currency } in every trial
range-mostly = { $option } costs { $amount } { $currency } in at least nine trials in ten
range-about = { $option }: nine trials in ten cost about { $amount } { $currency }
range-between = { $option }: nine trials in ten cost between { $low } and { $high } { $currency }

# The risk appetite.
appetite-terms = { $chance } chance to cost over { $amount }
appetite-open-only = The trials do not tell whether { $option } stays within the risk appetite of a { $terms }
appetite-open-only-one-trial = 1 trial does not tell whether { $option } stays within the risk appetite of a { $terms }
appetite-open = The trials do not tell which options stay within the risk appetite of a { $terms }
appetite-open-one-trial = 1 trial does not tell which options stay within the risk appetite of a { $terms }
appetite-no-option = No option stays within the risk appetite: all have more than a { $terms }
appetite-every-option = Every option stays within the risk appetite: at most a { $terms }
appetite-exceeds = { $options } exceeds the risk appetite of a { $terms }{ $rest }
appetite-exceed = { $options } exceed the risk appetite of a { $terms }{ $rest }
appetite-stays = { $options } stays within the risk appetite of a { $terms }{ $rest }
appetite-stay = { $options } stay within the risk appetite of a { $terms }{ $rest }
appetite-rest = ; for { $options } the trials do not decide
appetite-rest-one = one
appetite-rest-others = { $number } others

# How cost builds up.
build-up-none = How cost builds up
build-up-one-trial = { $option } costs { $amount } by { $end } in the one trial
build-up-constant = { $option } costs { $amount } by { $end } in every trial
build-up = { $option } costs { $amount } by { $end } in the median trial, and { $high } or more in one of twenty
end-of-year = the end of { $year }
month-of-year = { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# Options over all scenarios.
overall-none = Cost by option and scenario
overall-nowhere = No option costs least in every scenario
overall-in-one = in { $scenario }
overall-in-all = in all { $number } scenarios
overall-one = { $option } costs least { $where }
overall-one-or-open = { $option } costs least { $where }, or the trials do not tell it from the cheapest
overall-several = { $options } are not told apart from the cheapest { $where }
overall-range = { $option } costs between { $low } and { $high } { $currency } on average, by scenario
overall-range-one-trial = { $option } costs between { $low } and { $high } { $currency } in the one trial, by scenario

# The story of a trial.
story-subtitle = Scenario: { $scenario }  ·  { $money }  ·  trial { $trial } of { $trials }, counted from 0  ·  seed { $seed }
story-world = World
story-own-events = Own events
story-moves = Moves
story-playbook = Playbook
story-authorities = Authorities
story-title-two = { $one } costs { $first }, { $other } { $second }
story-title-two-at = { $one } costs { $first }, { $other } { $second } in the { $kind } of { $one }
story-title-one = { $option }, { $kind }: { $amount }
story-title-one-cause = { $option }, { $kind }: { $amount }, of which { $part } through { $cause }
story-title-none = The story of a trial
story-trial = trial { $number }
story-median = median trial
story-percentile = p{ $percent } trial
story-best = cheapest trial
story-worst = dearest trial
story-move = { $who } to { $place }
story-three-and-more = { $names } and { $number } more
story-refused = refused: { $duty }
story-withdrawn = withdrawn: { $duty }
story-closed = business closed
story-designated = designated
sanction-warning = a warning
sanction-fine = a fine
sanction-serious-fine = a serious fine
sanction-by-turnover = a fine by turnover
sanction-suspension = business is suspended
sanction-revocation = the licence is revoked

# Functions of the company.
function-hr = HR
function-finance = Finance
function-marketing = Marketing
function-it = IT
function-legal = Legal

# Obligations by date.
duties-subtitle = Rows by what a rule is about  ·  by the rules of the packs and the facts of the case, without dice; not legal advice
duties-none = { $option }: no obligation is likelier than not
duties-all-first = { $option }: { $all } likely obligations, all from the first day
duties-some-first = { $option }: { $all } likely obligations, { $first } of them from the first day
duties-no-decision = , none with a regulator's decision
duties-one-decision = , 1 with a regulator's decision
duties-decisions = , { $number } with a regulator's decision
duties-short = Obligations by function and date
duties-other = Other rules ({ $number })

# Data across the border.
flows-plan-done = Plan done, from { $month }  ·  law then in force  ·  by the rules with central values, without dice
flows-no-moves = No moves, from { $month }  ·  law then in force  ·  by the rules with central values, without dice
flows-not-done = Plan not done within the horizon: from { $month }  ·  law then in force  ·  by the rules with central values, without dice
flows-persons = { $number } persons
flows-title = { $option }: { $china } in China, { $across } across the border{ $needing }{ $stopped }
flows-title-short = { $china } in China, { $across } across the border
flows-none-needing = , none with a contract or approval
flows-needing = , { $number } of them with a contract or approval
flows-stopped = ; { $number } may not
flows-no-applications = none of { $all } applications
flows-all-applications = all { $all } applications
flows-applications = { $number } of { $all } applications
flows-no-data = none of { $all } flows of data
flows-all-data = all { $all } flows of data
flows-data = { $number } of { $all } flows of data
flows-left-out = Not shown: { $all } more applications, { $china } of them in China; data of { $crossing } of them crosses, nothing graver than above
flows-kinds = { $number } kinds of data, at most this
flows-more = and { $number } more, at most this
route-free = free
route-contract = standard contract
route-certification = certification
route-assessment = security assessment
route-forbidden = forbidden
route-inbound = inbound
route-masked = masked
route-stays = stays in China

# States of the world.
regimes-subtitle = Each scenario: { $trials }  ·  seed { $seed }  ·  the same for every option
regimes-first = the first { $number } of { $trials }
regimes-note = A state of the world sets how often every risk comes, until the next change.
regimes-stays = A state of the world sets how often every risk comes, until the next change. By the mean rates of the catalogue a stay lasts about so many years: { $stays }. Scenarios change rates or force a path.
regimes-likeliest = At the end of the horizon the world is likeliest in { $regime }
regimes-likeliest-all = At the end of the horizon the world is likeliest in { $regime } in all { $number } scenarios
regimes-each = Likeliest state of the world at the end of the horizon: { $list }
regimes-short = States of the world by scenario
regimes-open = open which
regimes-one-scenario = { $regime } (1 scenario)
regimes-scenarios = { $regime } ({ $number } scenarios)

# Titles of several answers.
exceedance-title = Chance to cost more than an amount

# Answer: who is best, by what a loss avoided is worth.
acceptability-only = { $option } is the only option
acceptability-one-trial = 1 trial does not tell how likely an option is to be the best
acceptability-short = Chance of each option to be the best, by what a loss avoided is worth
acceptability-title-open = As costs count the trials do not tell which option is best on average; { $option } is the cheapest most often, in { $chance } of them
acceptability-title-same = As costs count { $option } is best on average, and the cheapest most often: in { $chance } of trials
acceptability-title-other = As costs count { $option } is best on average, while { $other } is the cheapest most often: in { $chance } of trials
acceptability-axis = { $currency } that one is ready to spend for 1 { $currency } of losses (fines, lost sales, disruption) avoided
acceptability-hidden-one = 1 option hardly ever best: not shown
acceptability-hidden = { $number } options hardly ever best: not shown

# Answer: what one would have to believe.
believe-only-option = { $option } is the only option: best whatever one believes
believe-one-trial = 1 trial does not tell which option is best under any belief
believe-same = { $options } have the same mean cost whatever the scenario is believed to be
believe-only = { $option } has the lowest mean cost whatever one believes about the { $number } scenarios
believe-only-trials = { $option } has the lowest mean cost whatever one believes about the { $number } scenarios in the trials; samples like this one leave it at least { $chance } of all beliefs
believe-shares = Lowest mean cost of all beliefs: { $shares }
share-in = { $option } in { $chance }
believe-short = Which option costs least on average, by what one believes

# Answer: options side by side.
compare-overall = Lowest mean cost of { $number } scenarios: { $parts }
compare-in = { $option } in { $number }
compare-in-open = the trials do not tell in { $number }
compare-short = Mean cost of options against the cheapest, scenario by scenario
compare-question = Which option costs least on average?
compare-only = { $option } is the only option; its mean cost is { $amount }
compare-leads = { $option } costs least on average, { $amount } less than { $next }, the next
compare-axis = Difference of mean costs: above 0, dearer than the option it is compared with
compare-apart = told apart from it (95 % interval)
compare-not-apart = cannot be told apart
compare-against = against { $option }

# Answer: dominance.
dominance-only = { $option } is the only option, so there is nothing to dominate
dominance-same = All options cost the same in every trial
dominance-one-trial = 1 trial says nothing about dominance
dominance-always = { $option } dominates { $others } at every level of cost
dominance-shy = { $option } dominates { $others } for whoever shuns risk
dominance-none = No option dominates another, at { $trials }: each is worse somewhere, beyond chance
dominance-open = No dominance is shown by { $trials }
dominance-short = Chance to cost more: a curve below another all the way dominates it

# Answer: mean against tail.
frontier-single = { $option } is the only option
frontier-one = { $option } has the lowest mean and the lowest mean of the worst 5 % in the trials
frontier-several = From the lowest mean to the safest worst 5 % in the trials: { $options }
frontier-short = Mean cost against the mean of the worst 5 % of trials
frontier-tail = Mean cost of the worst 5 % of trials
frontier-on = on the frontier
frontier-dominated = dominated
frontier-dear = dear for its safety
frontier-certainty = on it in { $chance } of samples

# Answer: regret.
regret-only = { $option } is the only option, so there is nothing to regret
regret-same = All options have the same mean cost in every scenario: there is nothing to regret
regret-one-trial = 1 trial does not tell which option regrets least in its worst scenario
regret-none = { $option } has the lowest mean cost in all { $number } scenarios: no regret in any
regret-worst = Over { $number } scenarios without weights, { $option } has the lowest regret in its worst case: on average { $amount } above the best, in { $scenario }
regret-worst-open = Over { $number } scenarios without weights, { $options } cannot be told apart by their worst case; lowest in the trials is { $option }, on average { $amount } above the best, in { $scenario }
regret-worst-short = Mean cost above the best of each scenario
regret-trial-same = All options cost the same in every trial: no regret
regret-trial-one-trial = 1 trial says nothing about regret on average
regret-trial = { $option } has the lowest expected regret in the trials, { $amount }; no regret at all in { $chance } of trials
regret-trial-short = Cost above the cheapest option of each trial
regret-trial-all = Cost above the cheapest option of the same trial: mean, and mean of the worst 5 %
regret-legend-worst = worst scenario, with 95 % limits for all together
regret-legend-other = other scenarios
regret-legend-weighted = by weight
regret-axis-worst = Mean cost above that of the best option of the scenario
regret-axis-trial = Cost above the cheapest of the same trial
regret-legend-mean = expected regret (95 % interval)
regret-legend-tail = mean of the worst 5 % of trials (95 % interval)

# Ranges and units of figures.
range-to = { $low } to { $high }
quoted = “{ $name }”
axis-with-unit = { $title } ({ $unit })
unit-days = days
unit-months = months
unit-per-year = per year
unit-hours-per-month = hours per month

# Answer: where two options cost the same.
break-even-one-unseen = From { $range }, { $figure } has no break-even that the trials show
break-even-one-decides = From { $range }, { $figure } decides between two options
break-even-all-unseen = From { $range }, { $figure } has no break-even that the trials show in any of { $all } scenarios
break-even-decides = From { $range }, { $figure } decides between two options in { $number } of { $all } scenarios
break-even-short = What two options differ by, over { $figure }
break-even-at = { $below } costs less while { $figure } is below { $at } (95 % interval { $range }), { $above } above that
break-even-untouched = { $figure } does not touch the difference between { $first } and { $second }
break-even-always = { $winner } costs less than { $other } with any { $figure } from { $range }
break-even-unseen = The trials show no break-even of { $first } and { $second } over { $figure } from { $range }
break-even-marked = { $first } and { $second } cost the same at the values of { $figure } that are marked

# Answer: the best option over two figures.
map-title-mean = Lowest mean cost: { $shares } of the map{ $rest }
map-title-shortfall = Lowest cost of the worst 5 % of trials: { $shares } of the map{ $rest }
map-share = { $option } on { $chance }
map-shown = ; on { $chance } the trials show it
map-short = Which option costs least over two figures

# Answer: what drives the difference.
drivers-none = Of { $number } uncertain figures none is told to move the difference between { $first } and { $second } at { $trials }
drivers-main = What moves the difference between { $first } and { $second } most is { $figure }: where it is about { $low }, { $first } is { $below }, where it is about { $high }, { $above }
drivers-short = { $first } against { $second }: { $figure } moves the difference most
drivers-short-none = { $first } against { $second }: no figure is told to move the difference
drivers-cheaper = { $amount } cheaper
drivers-cheaper-doubt = { $amount } cheaper (not told from 0)
drivers-dearer = { $amount } dearer
drivers-dearer-doubt = { $amount } dearer (not told from 0)
drivers-axis = Mean cost of { $first } less that of { $second }
drivers-side = { $option } cheaper

# Answer: what knowing is worth.
information-settled = { $option } stays the choice whichever single one of { $figures } uncertain figures one knew: no argument about one is worth settling
information-none = No argument about a single figure is worth settling before choosing { $option }: of { $figures } uncertain figures none is told from chance, and none of the { $close } that promise most is worth more than { $limit }
information-worth = The argument most worth settling is { $figure }: knowing it before the choice (now { $option }) saves { $amount } on average; none of the { $close } that promise most of { $figures } uncertain figures is worth more than { $limit }
information-short-none = What knowing figures before the choice is worth
information-short-worth = The argument most worth settling: { $figure }, { $amount } on average
information-together = figures together
information-expert = which expert is right
information-single = single figures
information-experts-on = experts on { $figure }
information-axis = Worth of knowing before the choice; foresight of every trial: { $amount }

# Answer: when options fail.
discover-fails = { $option } fails the appetite above all where { $conditions }
discover-keeps = { $option } keeps to the appetite above all where { $conditions }
discover-fails-short = { $option } fails the appetite above all in the box
discover-keeps-short = { $option } keeps to the appetite above all in the box
condition-between = { $figure } is between { $low } and { $high }
condition-above = { $figure } is above { $low }
condition-below = { $figure } is below { $high }
condition-any = { $figure } is anything
condition-scenario = the scenario is { $scenarios }
condition-not-scenario = the scenario is not { $scenarios }
condition-something = something
conditions-and = { $first } and { $last }
alternatives-or = { $first } or { $last }
discover-note = { $futures } futures of { $trials } each, { $seed }
discover-marked-fails = { $option } fails
discover-marked-keeps = { $option } keeps to the appetite
discover-keeps-to = keeps to the appetite
discover-fails-it = fails
discover-box-fails = covers { $coverage } of the failures; { $density } of such futures fail
discover-box-keeps = covers { $coverage } of the futures that keep; { $density } of such futures keep
discover-pale = pale: not where { $conditions }
scenario-axis = Scenario

# Answer: what would have to come together.
stress-title = { $option }: the { $measure } reaches { $amount } { $distance } standard deviations away, as seldom as { $chance }
stress-mean-cost = mean cost
stress-shortfall = mean of the worst 5 %
stress-tolerated = cost exceeded with the tolerated chance of { $chance }
stress-note = least extreme combination found, { $seed }

# Answer: what has changed.
changed-title = { $scenario }: { $option } costs { $new } after { $old }{ $cause }
changed-because = , mostly because of { $part }
changed-by-chance = , by chance alone
changed-short = { $scenario }: where the change of the cost of { $option } comes from
changed-axis = Mean cost of { $option }, which costs least after the change
changed-before = Before: { $run }
changed-after = After: { $run }
changed-others = { $number } other inputs
changed-version = Version of splitstack
changed-not-replayed = Trials not replayed
changed-other-trials = Other trials (seed, number)

# Answer: prepared moves.
plan-amounts = mean cost against the trigger as written, { $unit } (95 % interval for all triggers together)
plan-triggers-short = { $option }: triggers of prepared moves
plan-triggers-untold = { $option }: whether prepared moves pay cannot be told
plan-triggers-costs = { $option }: “{ $move }” as written costs { $amount } more than it saves in { $scenario }
plan-triggers-saves = { $option }: “{ $move }” as written saves { $amount } in { $scenario }
plan-subtitle = in { $scenario }; owner: { $owner }
plan-no-owner = to be named
plan-the-same = the same
plan-not-told = not told
plan-months-axis = Mean cost less that of never acting
plan-other-scenario = the other scenario
plan-other-scenarios = { $number } other scenarios
plan-months-short = { $option }: what acting costs, by its month
plan-months-untold = { $option }: in no scenario does acting in a fixed month pay for certain
plan-months-saves = { $option }: in { $scenario } “{ $move }” saves up to { $amount } if it is made in time, and something until { $until }
plan-month = month { $number }
plan-first-month = the first month
trigger-as-written = as written
trigger-now = now
trigger-never = never
trigger-and = { $first } and { $second }
trigger-or = { $first } or { $second }
trigger-in = in { $regime }
trigger-out-of = out of { $regime }
trigger-announced = announced: { $risk }
trigger-in-effect = in effect: { $risk }
trigger-fines = fines above { $amount }
trigger-fines-within = fines above { $amount } in { $number } months
trigger-days-down = days down above { $amount }
trigger-days-down-within = days down above { $amount } in { $number } months
trigger-demand = demand above { $amount }: { $risk }
trigger-lost = lost above { $amount }: { $segment }

# Units of amounts.
scale-thousands = k { $currency }
scale-millions = M { $currency }
scale-billions = bn { $currency }

# Names of figures: of what, colon, what of it.
figure-of = { $entity }: { $what }
figure-of-pack = { $name } ({ $pack })
strictness-nothing = No implementation
strictness-minimal = Minimal implementation
strictness-standard = Standard implementation
strictness-thorough = Thorough implementation
figure-discount-rate = Discount rate
figure-exchange-rate = Exchange rate of { $part }
figure-appetite-amount = Risk appetite: amount
figure-appetite-chance = Risk appetite: tolerated chance
figure-cost-overrun = Cost overrun of projects
figure-time-overrun = Time overrun of projects
figure-redesign-premium = Late change of plan: extra cost
figure-redesign-time = Late change of plan: extra time
figure-redesign-designated = Late change of plan: factor once designated
figure-hourly-cost = Cost of an hour of work
figure-managers = Responsible managers
figure-revenue-china = Revenue in China
figure-revenue-worldwide = Revenue worldwide
figure-handled-persons = Persons whose data is handled in China
figure-met-at-start = Share of duties met at the start
figure-winding-down = Time to wind up after a revoked licence
figure-worldwide-turnover = Likelihood that fines go by worldwide turnover
figure-designation-base = Designation as critical operator: base points
figure-designation-sector = points for designation, as sector
figure-designation-factor = points for designation, as factor
figure-users = users
figure-integration = share that rests on headquarters
figure-tolerance = time before a failure hurts
figure-workaround = harm that workarounds avoid
figure-run-cost = running cost
figure-move-cost = cost of moving
figure-move-time = time to move
figure-dual-running = time of parallel running
figure-purchase = price of its products
figure-run-cost-at = running cost at “{ $part }”
figure-move-cost-at = cost of moving to “{ $part }”
figure-move-time-at = time to move to “{ $part }”
figure-dependency = margin of “{ $part }” that depends on it
figure-needed = function lost without “{ $part }”
figure-persons = persons in “{ $part }”
figure-sensitive-persons = persons with sensitive data in “{ $part }”
figure-persons-turnover = new persons a year in “{ $part }”
figure-important-data = likelihood that “{ $part }” is important data
figure-data-factor = likelihood that it makes data important
figure-ground-accepted = chance that the exemption is accepted
figure-duty-one-off = one-off cost of the duty
figure-duty-yearly = yearly cost of the duty
figure-duty-lead-time = time of work until it is met
figure-duty-gap = factor on the likelihood of a gap
figure-duty-gains = gains called unlawful
figure-duty-renewal = cost of a renewal
figure-duty-renewal-every = time between renewals
figure-approval-review = duration of the review
figure-approval-refusal = chance of refusal
figure-approval-renewal = chance that a renewal is refused
figure-approval-grace = time allowed without approval
figure-approval-premium = extra cost of the move after a refusal
figure-approval-time = time factor of the move after a refusal
figure-approval-sales = revenue stopped by a refusal
figure-approval-sales-stop = duration of the stop of sales
figure-isolation-friction = hours lost by users in China
figure-isolation-integration = factor on what remains of integration
figure-isolation-one-off = one-off cost of the separation
figure-isolation-yearly = yearly cost of the separation
figure-leniency = chance of leniency
figure-sanction-odds = odds of “{ $part }”
figure-sanction-amount = amount of “{ $part }”
figure-sanction-cap = highest amount of “{ $part }”
figure-sanction-floor = lowest amount of “{ $part }”
figure-sanction-gains-from = gains from which “{ $part }” goes by a multiple
figure-sanction-gains = multiple of gains in “{ $part }”
figure-sanction-purchase = multiple of the purchase in “{ $part }”
figure-sanction-turnover = share of turnover in “{ $part }”
figure-sanction-personal = fine on each manager in “{ $part }”
figure-sanction-suspension = duration of “{ $part }”
figure-measure-one-off = one-off cost of the measure
figure-measure-yearly = yearly cost of the measure
figure-measure-lead-time = time until the measure works
figure-measure-degradation = factor on hours lost to the slow line
figure-measure-outage = factor on function lost in an outage
figure-measure-gap = factor on gaps in duties
figure-measure-emergency-premium = factor on extra cost of emergency moves
figure-measure-emergency-time = factor on time of emergency moves
figure-measure-prepared-cost = factor on cost of prepared moves
figure-measure-prepared-time = factor on time of prepared moves
figure-measure-grace = extra time before services end
figure-playbook-lag = time until “{ $part }” begins
figure-playbook-premium = extra cost of “{ $part }”
figure-playbook-time = time factor of “{ $part }”
figure-placement-friction = hours lost by users
figure-placement-integration = factor on integration with headquarters
figure-placement-leaving = factor on leaving it
figure-placement-move-cost = factor on cost of moving there
figure-placement-move-time = factor on time to move there
figure-placement-run-cost = factor on running cost
figure-placement-growth = yearly growth of running cost
figure-protection = Protection level { $part }: time between assessments
figure-regime-moves = frequency of a turn to “{ $part }”
figure-requirement-share = share of customers satisfied, case { $part }
figure-rate = frequency
figure-rate-in = frequency in “{ $part }”
figure-trend = yearly trend
figure-odds = factor { $part } on the frequency
figure-exposure = factor { $part } on the amount
figure-ride-through = time without harm, case { $part }
figure-duration = duration
figure-downtime = time of standstill
figure-severity = cost of an event
figure-notice = time from announcement to effect
figure-grace = grace
figure-premium = extra cost of emergency moves
figure-time-factor = time factor of emergency moves
figure-emergency-after = time until emergency moves begin
figure-chance = chance that it ends in a ban
figure-win-back = time to win back customers
figure-lost-segment = revenue lost with “{ $part }”
figure-lost-stream = closed share of “{ $part }”
figure-detection = chance that a gap is found
figure-intensity = intensity of a year
figure-memory = time that a fine is remembered
figure-after-fine = factor on the frequency after a fine
figure-repeat = severity for a repeated offence
figure-sensitive = severity where data is sensitive
figure-wider-catalogue = widening of the catalogue
figure-slower-reviews = factor on the duration of reviews
figure-protection-factor = factor on the frequency when duties are met
figure-lost-security = factor on the frequency without security service
figure-inspection-chance = chance of an inspection afterwards
figure-inspection-after = time until the inspection
figure-hours = hours lost
figure-hours-in = factor on hours lost in “{ $part }”
figure-campaign-duration = duration of a campaign
figure-campaign = factor on hours lost in a campaign
figure-campaign-yearly = factor on hours lost in the yearly campaigns
figure-pace = pace in “{ $part }”
figure-ceiling = highest share of “{ $part }” that asks
figure-midpoint = time until half of it, “{ $part }”
figure-speed = speed of the demand, “{ $part }”
figure-loss-time = time until contracts end, “{ $part }”
figure-win-back-of = time to win back “{ $part }”
figure-scenario-into = factor on a turn to “{ $part }”
figure-scenario-risk = factor on “{ $part }”
figure-scheduled-duration = duration of event { $part }
figure-scheduled-grace = grace of event { $part }
figure-segment-ciio = likelihood that a customer is a critical operator
figure-strictness-cost = cost factor of duties
figure-strictness-gap = likelihood of a gap in a duty
figure-margin = contribution margin
figure-growth = yearly growth
figure-revenue-of = revenue with “{ $part }”

# Groups of figures.
group-all-figures = all figures
group-application = applications
group-case = settings of the case
group-ciio = designation as critical operator
group-company = company
group-data-factor = what makes data important
group-duty = duties
group-ground = grounds of exemption
group-isolation = separation
group-ladder = sanctions
group-measure = measures
group-option = prepared moves of options
group-placement = placements
group-protection = protection levels
group-regime = states of the world
group-requirement = requirements of customers
group-risk = risks
group-scenario = scenarios
group-segment = segments of customers
group-strictness = strictness of implementation
group-value-stream = value streams

# From one option to another.
component-setup = set-up
component-run = run
component-compliance = compliance
component-fines = fines
component-sales-loss-cn = sales lost in China
component-sales-loss-abroad = sales lost abroad
component-interruption = interruption
component-productivity = productivity
component-emergency = emergency moves
component-incidents = incidents
between-axis = Mean cost by cause
between-same = { $to } and { $from } cost the same in every trial
between-open = The trials do not tell whether { $to } costs less on average than { $from }
between-less = { $to } costs { $amount } { $currency } less on average than { $from }
between-less-cause = { $to } costs { $amount } { $currency } less on average than { $from }; largest saving: { $cause }, { $part }
