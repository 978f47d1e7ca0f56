# 图表用语。每条词语在各语言目录中都有，空位相同。

# Lists and numbers.
list-end = { $first }和{ $last }
trial = { $number } 次模拟
trials = { $number } 次模拟
number-per-year = 每年 { $number }
number-hours-per-month = 每月 { $number } 小时
number-months = { $number }个月
number-days = { $number }天
number-hours = { $number }小时

# Headings and axes of all charts.
heading-scenario = 情景：{ $name }
heading-money = { $currency }，{ $valuation }
axis-with-money = { $title }（{ $money }）
axis-total-cost = 总成本（{ $money }）
legend-interval = 95 % 置信区间
legend-pale = 浅色：与随机波动无法区分

# Acceptability.
acceptability-curve = 某方案最优的模拟占比及其 95 % 置信带
acceptability-thick = 粗线：平均而言也最优
acceptability-open = 模拟无法判定平均而言哪个方案最优
acceptability-best = 平均最优
acceptability-undecided = 无法区分
acceptability-counted = 与成本等值

# Beliefs about scenarios.
belief-strips-axis = 左侧情景的权重，其余归{ $base }
belief-strips-border = 分界点可能的位置（95 %）
belief-triangle-corners = 顶点：权重全在该情景；中心：各占三分之一
belief-triangle-edge = 分界线与边的交点（95 %）
belief-triangle-given = 给定权重

# Cost by group.
cost-by-group-range = 总成本的第 5 至第 95 百分位
cost-by-group-mean = 平均总成本，宽度为其 95 % 置信区间

# Cost over the years.
cost-fan-axis = 各年末累计总成本（{ $money }）
cost-fan-median = 中位数
cost-fan-numbers = 数字：最后一年的 p95、中位数和 p5

# Differences over a figure.
crossing-difference = { $first }减{ $second }
crossing-axis = 成本差（{ $money }）及其 95 % 置信带
crossing-less = { $option }成本更低
crossing-white = 白色：无法区分
crossing-expected = 案例的预期值
crossing-range = 其 5–95 % 区间

# Decision tree.
tree-yes = 是
tree-no = 否

# Distributions.
distributions-mean = 平均
distributions-legend-mean = 平均值
distributions-range = 第 5 百分位、中位数、第 95 百分位
distributions-atom = 成本恰为此值的模拟占比
distributions-height = 高度：可能性，各自比例；至少绘制 p5 至 p99

# Obligations by function and date.
duty-likely = 很可能
duty-supposed = 假设
duty-legend-likely = 很可能；高度：数量
duty-legend-supposed = 假设：可能性较低，或法规尚未出台
duty-legend-work = 直至最后一项新义务履行完毕的工作
duty-legend-decision = 预计作出决定
duty-legend-renewal = 续期

# Chance to exceed an amount.
exceedance-curve = 总成本超过某一金额的概率
exceedance-band = 其 95 % 置信带
exceedance-beyond = 超出风险偏好：概率高于 { $chance }
exceedance-appetite = 风险偏好 { $amount }
exceedance-chance = 超过 { $amount } 的概率

# Data across the border.
flow-in-china = 中国境内
flow-abroad = 境外
flow-no-data = 无跨境数据
flow-legend-free = 可自由出境
flow-legend-leave = 凭合同、认证或批准出境
flow-legend-stopped = 不得出境
flow-legend-stays = 留在境内

# Options by scenario.
heat-map-range = 平均总成本 { $low } 至 { $high } { $currency }
heat-map-cheapest = 该情景下成本最低
heat-map-tied = ≈  与成本最低者无法区分（95 % 置信度）

# Mean and tail.
shortfall-mean = 平均成本
shortfall-frontier = 有效边界
shortfall-mixes = 小点：按业务份额的组合

# Figures by month of acting.
months-axis = { $title }（{ $money }），按行动月份
months-now = 现在
months-month = 第 { $number } 月
months-bars = 竖线：95 % 置信区间；圆环：与 0 无法区分

# Best option over two figures.
map-least = { $option }成本最低
map-open = 浅色带点：与另一方案无法区分（95 %）
map-expected = +  案例的预期值

# States of the world.
regimes-shares = 模拟占比
regimes-bands = 浅色边缘：95 % 置信带

# Nearest bad future.
stress-legend = 在最近点处各参数偏离其中位数的程度，及其到达的稀有程度
stress-median = 中位数
stress-there = 该处
stress-1-in-6 = 1/6
stress-1-in-44 = 1/44
stress-1-in-740 = 1/740
stress-1-in-30000 = 1/30,000

# Story.
timeline-event = 事件（浅色：已宣布）
timeline-planned = 计划迁移
timeline-emergency = 紧急迁移
timeline-playbook = 应急预案
timeline-inspection = 检查
timeline-sanction = 处罚、拒批、停业
timeline-cost-per-month = 每月成本（{ $money }）：
timeline-regime = 世界格局
timeline-april = 4月
timeline-july = 7月
timeline-october = 10月
timeline-more = 及另外 { $number } 项
timeline-nothing = 无
timeline-cost = 成本

# Tornado.
tornado-legend-low = 参数较低处（约第 10 百分位）
tornado-legend-high = 参数较高处（第 90 百分位）
tornado-low = 低
tornado-high = 高

# Triggers.
scorecard-axis = 模拟占比；右侧：{ $amounts }
scorecard-in-time = 及时完成
scorecard-late = 完成过晚
scorecard-in-vain = 徒劳：从未需要
scorecard-missed = 错过：需要而未触发
scorecard-set-off = 已触发

# Waterfall.
waterfall-axis-cut = { $title }（{ $money }；坐标轴不从 0 开始）
waterfall-raises = 增加成本
waterfall-lowers = 降低成本
waterfall-chance = 纯属随机
waterfall-interval = 各条数值的 95 % 置信区间

# Names in titles.
list-others = { $names }及另外 { $number } 个
present-value = 现值，贴现率 { $rate }
seed = 随机种子 { $seed }
seed-and-error = 随机种子 { $seed }，各平均总成本的标准误不超过 { $share }
first-of-trials = 曲线：取自 { $trials }中最前部分
trials-up-to = 至少；最多 { $number }
partial-run = 不完整：{ $scenarios } 个情景中完成 { $complete } 个
partial-run-one = 不完整：{ $scenarios } 个情景中完成 { $complete } 个
partial-run-under-way = ，{ $scenario } 的 { $of } 次模拟中的 { $trials } 次
partial-scenario = 不完整：{ $of } 次模拟中的 { $trials } 次
all-by-weight = 全部情景加权

# Groups of cost.
group-it-cost = IT 成本
group-compliance-cost = 合规成本
group-fine-exposure = 罚款风险
group-sales-loss = 销售损失
group-disruption = 业务中断

# What options cost.
cheapest-only-one-trial = 在唯一一次模拟中{ $option }成本为 { $amount } { $currency }
cheapest-only = { $option }平均成本为 { $amount } { $currency }
cheapest-none = 各方案成本
cheapest-one-trial = 单次模拟无法判定哪个方案平均成本最低
cheapest-one = { $option }平均成本最低
cheapest-identical-all = { $options }在每次模拟中成本相同
cheapest-open = 模拟无法判定哪个方案平均成本最低
cheapest-identical = { $options }平均成本最低，且每次模拟均相同
cheapest-several = { $options }平均成本最低；模拟无法区分它们

# How widely cost varies.
range-none = 总成本的范围
range-constant = { $option }在每次模拟中成本均为 { $amount } { $currency }
range-mostly = { $option }在至少九成模拟中成本为 { $amount } { $currency }
range-about = { $option }：九成模拟的成本约为 { $amount } { $currency }
range-between = { $option }：九成模拟的成本在 { $low } 至 { $high } { $currency } 之间

# The risk appetite.
appetite-terms = 成本超过 { $amount } 的概率为 { $chance }
appetite-open-only = 模拟无法判定{ $option }是否在风险偏好之内（{ $terms }）
appetite-open-only-one-trial = 单次模拟无法判定{ $option }是否在风险偏好之内（{ $terms }）
appetite-open = 模拟无法判定哪些方案在风险偏好之内（{ $terms }）
appetite-open-one-trial = 单次模拟无法判定哪些方案在风险偏好之内（{ $terms }）
appetite-no-option = 没有方案在风险偏好之内：均高于「{ $terms }」
appetite-every-option = 所有方案都在风险偏好之内：均不高于「{ $terms }」
appetite-exceeds = { $options }超出风险偏好（{ $terms }）{ $rest }
appetite-exceed = { $options }超出风险偏好（{ $terms }）{ $rest }
appetite-stays = { $options }在风险偏好之内（{ $terms }）{ $rest }
appetite-stay = { $options }在风险偏好之内（{ $terms }）{ $rest }
appetite-rest = ；{ $options }则模拟无法判定
appetite-rest-one = 另一个方案
appetite-rest-others = 另外 { $number } 个方案

# How cost builds up.
build-up-none = 成本如何累积
build-up-one-trial = 在唯一一次模拟中，{ $option }到 { $end }成本为 { $amount }
build-up-constant = 在每次模拟中，{ $option }到 { $end }成本均为 { $amount }
build-up = 到 { $end }，{ $option }成本的中位数为 { $amount }，二十分之一的模拟达 { $high } 或更高
end-of-year = { $year }年末
month-of-year = { $year }年{ $month }
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月

# Options over all scenarios.
overall-none = 各方案在各情景下的成本
overall-nowhere = 没有方案在所有情景下成本都最低
overall-in-one = 在{ $scenario }下
overall-in-all = 在全部 { $number } 个情景下
overall-one = { $where }，{ $option }成本最低
overall-one-or-open = { $where }，{ $option }成本最低，或与最低者无法区分
overall-several = { $where }，{ $options }与成本最低者无法区分
overall-range = { $option }的平均成本因情景在 { $low } 至 { $high } { $currency } 之间
overall-range-one-trial = 在唯一一次模拟中，{ $option }的成本因情景在 { $low } 至 { $high } { $currency } 之间

# The story of a trial.
story-subtitle = 情景：{ $scenario }  ·  { $money }  ·  第 { $trial } 次模拟，共 { $trials } 次，从 0 计  ·  随机种子 { $seed }
story-world = 外部世界
story-own-events = 自身事件
story-moves = 迁移
story-playbook = 应急预案
story-authorities = 监管机构
story-title-two = { $one }成本为 { $first }，{ $other }为 { $second }
story-title-two-at = 在{ $one }的{ $kind }中，{ $one }成本为 { $first }，{ $other }为 { $second }
story-title-one = { $option }，{ $kind }：{ $amount }
story-title-one-cause = { $option }，{ $kind }：{ $amount }，其中 { $part } 由{ $cause }造成
story-title-none = 一次模拟的过程
story-trial = 第 { $number } 次模拟
story-median = 中位模拟
story-percentile = p{ $percent } 模拟
story-best = 成本最低的模拟
story-worst = 成本最高的模拟
story-move = { $who }迁至{ $place }
story-three-and-more = { $names }及另外 { $number } 个
story-refused = 被拒：{ $duty }
story-withdrawn = 被撤回：{ $duty }
story-closed = 业务被关停
story-designated = 被认定为关键信息基础设施运营者
sanction-warning = 警告
sanction-fine = 罚款
sanction-serious-fine = 重罚
sanction-by-turnover = 按营业额罚款
sanction-suspension = 业务被暂停
sanction-revocation = 许可证被吊销

# Functions of the company.
function-hr = 人力资源
function-finance = 财务
function-marketing = 市场
function-it = 信息技术
function-legal = 法务

# Obligations by date.
duties-subtitle = 按规则主题分行  ·  依据规则包与案例事实，不含随机性；非法律意见
duties-none = { $option }：没有很可能成立的义务
duties-all-first = { $option }：{ $all } 项很可能的义务，均自首日起
duties-some-first = { $option }：{ $all } 项很可能的义务，其中 { $first } 项自首日起
duties-no-decision = ，均无需监管机构决定
duties-one-decision = ，1 项需监管机构决定
duties-decisions = ，{ $number } 项需监管机构决定
duties-short = 按职能与日期的义务
duties-other = 其他规则（{ $number }）

# Data across the border.
flows-plan-done = 计划完成，自 { $month } 起  ·  届时有效的法律  ·  按规则取中值，不含随机性
flows-no-moves = 无迁移，自 { $month } 起  ·  届时有效的法律  ·  按规则取中值，不含随机性
flows-not-done = 计划在期限内未完成：自 { $month } 起  ·  届时有效的法律  ·  按规则取中值，不含随机性
flows-persons = { $number } 人
flows-title = { $option }：{ $china }在中国，{ $across }跨境{ $needing }{ $stopped }
flows-title-short = { $china }在中国，{ $across }跨境
flows-none-needing = ，均无需合同或批准
flows-needing = ，其中 { $number } 项需合同或批准
flows-stopped = ；{ $number } 项不得出境
flows-no-applications = { $all } 个应用均不
flows-all-applications = 全部 { $all } 个应用
flows-applications = { $all } 个应用中的 { $number } 个
flows-no-data = { $all } 项数据流均不
flows-all-data = 全部 { $all } 项数据流
flows-data = { $all } 项数据流中的 { $number } 项
flows-left-out = 未显示：另外 { $all } 个应用，其中 { $china } 个在中国；{ $crossing } 个有数据跨境，均不比上述严重
flows-kinds = { $number } 类数据，至多如此
flows-more = 及另外 { $number } 项，至多如此
route-free = 自由
route-contract = 标准合同
route-certification = 认证
route-assessment = 安全评估
route-forbidden = 禁止
route-inbound = 流入
route-masked = 已脱敏
route-stays = 留在中国

# States of the world.
regimes-subtitle = 每个情景：{ $trials }  ·  随机种子 { $seed }  ·  各方案相同
regimes-first = { $trials }中的前 { $number } 次
regimes-note = 世界格局决定各风险发生的频率，直至下一次变化。
regimes-stays = 世界格局决定各风险发生的频率，直至下一次变化。按目录的平均变化率，每种格局约持续的年数：{ $stays }。情景会改变变化率或强制某一路径。
regimes-likeliest = 期末世界格局最可能为{ $regime }
regimes-likeliest-all = 在全部 { $number } 个情景下，期末世界格局最可能为{ $regime }
regimes-each = 期末最可能的世界格局：{ $list }
regimes-short = 各情景下的世界格局
regimes-open = 尚无法判定
regimes-one-scenario = { $regime }（1 个情景）
regimes-scenarios = { $regime }（{ $number } 个情景）
