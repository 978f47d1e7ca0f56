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
