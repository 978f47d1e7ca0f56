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

# Titles of several answers.
exceedance-title = 成本超过某一金额的概率

# Answer: who is best, by what a loss avoided is worth.
acceptability-only = { $option }是唯一的方案
acceptability-one-trial = 单次模拟无法判定各方案最优的概率
acceptability-short = 各方案最优的概率，取决于避免损失的价值
acceptability-title-open = 模拟无法判定哪个方案平均最优；{ $option }最常成本最低：占模拟的 { $chance }
acceptability-title-same = { $option }平均最优，也最常成本最低：占模拟的 { $chance }
acceptability-title-other = { $option }平均最优，但最常成本最低的是{ $other }：占模拟的 { $chance }
acceptability-axis = 为避免 1 { $currency } 的损失（罚款、销售损失、中断）而愿意支出的 { $currency }
acceptability-hidden-one = 1 个方案几乎从不最优：未显示
acceptability-hidden = { $number } 个方案几乎从不最优：未显示

# Answer: what one would have to believe.
believe-only-option = { $option }是唯一的方案：无论如何看待都最优
believe-one-trial = 单次模拟在任何权重下都无法判定哪个方案最优
believe-same = 无论各情景的权重如何，{ $options }的平均成本都相同
believe-only = 无论 { $number } 个情景的权重如何，{ $option }平均成本都最低
believe-only-trials = 在模拟中，{ $number } 个情景无论权重如何，{ $option }平均成本都最低；类似样本中至少占全部权重组合的 { $chance }
believe-shares = 在全部权重组合中平均成本最低：{ $shares }
share-in = { $option }占 { $chance }
believe-short = 在不同权重下哪个方案平均成本最低

# Answer: options side by side.
compare-overall = { $number } 个情景中平均成本最低：{ $parts }
compare-in = { $option } { $number } 个
compare-in-open = { $number } 个无法判定
compare-short = 各情景下各方案与成本最低者的平均成本之差
compare-question = 哪个方案平均成本最低？
compare-only = { $option }是唯一的方案，平均成本为 { $amount }
compare-leads = { $option }平均成本最低，比次低的{ $next }低 { $amount }
compare-axis = 平均成本之差：大于 0 表示高于对比方案
compare-apart = 与其可区分（95 % 置信区间）
compare-not-apart = 无法区分
compare-against = 对比{ $option }

# Answer: dominance.
dominance-only = { $option }是唯一的方案，不存在占优关系
dominance-same = 所有方案在每次模拟中成本相同
dominance-one-trial = 单次模拟无法说明占优关系
dominance-always = { $option }在任何成本水平上都优于{ $others }
dominance-shy = 对规避风险者而言，{ $option }优于{ $others }
dominance-none = 没有方案占优（{ $trials }）：每个方案都在某处更差，且非偶然
dominance-open = 模拟（{ $trials }）未显示占优关系
dominance-short = 超出成本的概率：全程低于另一曲线者占优

# Answer: mean against tail.
frontier-single = { $option }是唯一的方案
frontier-one = 在模拟中，{ $option }的平均成本最低，最差 5 % 的平均成本也最低
frontier-several = 从平均成本最低到最差 5 % 最安全（模拟结果）：{ $options }
frontier-short = 平均成本与最差 5 % 模拟的平均成本
frontier-tail = 最差 5 % 模拟的平均成本
frontier-on = 位于有效前沿
frontier-dominated = 被占优
frontier-dear = 安全代价偏高
frontier-certainty = 在 { $chance } 的样本中位于前沿

# Answer: regret.
regret-only = { $option }是唯一的方案，无后悔可言
regret-same = 所有方案在各情景下平均成本相同：无后悔可言
regret-one-trial = 单次模拟无法判定哪个方案的最大后悔值最小
regret-none = { $option }在全部 { $number } 个情景下平均成本都最低：没有后悔
regret-worst = { $number } 个情景（不加权）中{ $option }的最大后悔值最小：在{ $scenario }下平均比最优高 { $amount }
regret-worst-open = { $number } 个情景（不加权）中{ $options }的最大后悔值无法区分；模拟中{ $option }最低：在{ $scenario }下平均比最优高 { $amount }
regret-worst-short = 平均成本高出各情景最优方案的部分
regret-trial-same = 所有方案在每次模拟中成本相同：没有后悔
regret-trial-one-trial = 单次模拟无法说明平均后悔值
regret-trial = 在模拟中{ $option }的平均后悔值最小：{ $amount }；{ $chance } 的模拟中没有后悔
regret-trial-short = 成本高出每次模拟中最低方案的部分
regret-trial-all = 成本高出同一次模拟中最低方案的部分：平均值及最差 5 % 的平均值
regret-legend-worst = 最差情景，95 % 界限对全部方案同时成立
regret-legend-other = 其他情景
regret-legend-weighted = 加权
regret-axis-worst = 平均成本高出该情景最优方案的部分
regret-axis-trial = 成本高出同一次模拟中最低者的部分
regret-legend-mean = 平均后悔值（95 % 置信区间）
regret-legend-tail = 最差 5 % 模拟的平均值（95 % 置信区间）

# Ranges and units of figures.
range-to = { $low } 至 { $high }
quoted = “{ $name }”
axis-with-unit = { $title }（{ $unit }）
unit-days = 天
unit-months = 月
unit-per-year = 每年
unit-hours-per-month = 小时/月

# Answer: where two options cost the same.
break-even-one-unseen = { $figure }在 { $range } 之间：模拟未显示盈亏平衡点
break-even-one-decides = { $figure }在 { $range } 之间决定两个方案的取舍
break-even-all-unseen = { $figure }在 { $range } 之间：{ $all } 个情景中模拟均未显示盈亏平衡点
break-even-decides = { $figure }在 { $range } 之间：在 { $all } 个情景中的 { $number } 个决定两个方案的取舍
break-even-short = 两个方案之差随{ $figure }的变化
break-even-at = { $figure }低于 { $at }（95 % 置信区间 { $range }）时{ $below }成本较低，高于时{ $above }较低
break-even-untouched = { $figure }不影响{ $first }与{ $second }之差
break-even-always = { $figure }在 { $range } 之间时，{ $winner }成本始终低于{ $other }
break-even-unseen = 在{ $figure }为 { $range } 时，模拟未显示{ $first }与{ $second }的盈亏平衡点
break-even-marked = 在{ $figure }的标记处，{ $first }与{ $second }成本相同

# Answer: the best option over two figures.
map-title-mean = 平均成本最低（占图的比例）：{ $shares }{ $rest }
map-title-shortfall = 最差 5 % 模拟的成本最低（占图的比例）：{ $shares }{ $rest }
map-share = { $option } { $chance }
map-shown = ；其中 { $chance } 由模拟证实
map-short = 两个参数下哪个方案成本最低

# Answer: what drives the difference.
drivers-none = { $number } 个不确定参数中，无一可辨地影响{ $first }与{ $second }之差（{ $trials }）
drivers-main = 对{ $first }与{ $second }之差影响最大的是{ $figure }：约 { $low } 时{ $first }{ $below }，约 { $high } 时{ $above }
drivers-short = { $first }对比{ $second }：{ $figure }影响最大
drivers-short-none = { $first }对比{ $second }：无参数可辨地影响差额
drivers-cheaper = 低 { $amount }
drivers-cheaper-doubt = 低 { $amount }（与 0 无法区分）
drivers-dearer = 高 { $amount }
drivers-dearer-doubt = 高 { $amount }（与 0 无法区分）
drivers-axis = { $first }的平均成本减{ $second }的平均成本
drivers-side = { $option }较低

# Answer: what knowing is worth.
information-settled = 无论单独获知 { $figures } 个不确定参数中的哪一个，都仍选{ $option }：无一值得先行查明
information-none = 选择{ $option }之前无单个参数值得查明：{ $figures } 个中无一可与偶然区分，最有希望的 { $close } 个均不超过 { $limit }
information-worth = 最值得查明的是{ $figure }：选择前（现为{ $option }）获知平均节省 { $amount }；{ $figures } 个参数中最有希望的 { $close } 个均不超过 { $limit }
information-short-none = 选择前获知参数的价值
information-short-worth = 最值得查明：{ $figure }，平均 { $amount }
information-together = 多个参数合计
information-expert = 哪位专家正确
information-single = 单个参数
information-experts-on = 专家意见：{ $figure }
information-axis = 选择前获知的价值；完全预知每次模拟：{ $amount }

# Answer: when options fail.
discover-fails = { $option }超出风险偏好，主要在{ $conditions }时
discover-keeps = { $option }保持在风险偏好之内，主要在{ $conditions }时
discover-fails-short = { $option }主要在框内超出风险偏好
discover-keeps-short = { $option }主要在框内保持在风险偏好之内
condition-between = { $figure }在 { $low } 至 { $high } 之间
condition-above = { $figure }高于 { $low }
condition-below = { $figure }低于 { $high }
condition-any = { $figure }为任意值
condition-scenario = 情景为{ $scenarios }
condition-not-scenario = 情景不是{ $scenarios }
condition-something = 某条件
conditions-and = { $first }且{ $last }
alternatives-or = { $first }或{ $last }
discover-note = { $futures } 个未来，各模拟 { $trials } 次，{ $seed }
discover-marked-fails = { $option }超出
discover-marked-keeps = { $option }在风险偏好之内
discover-keeps-to = 在风险偏好之内
discover-fails-it = 超出
discover-box-fails = 覆盖 { $coverage } 的超出；此类未来中 { $density } 超出
discover-box-keeps = 覆盖 { $coverage } 的达标未来；此类未来中 { $density } 达标
discover-pale = 浅色：不满足{ $conditions }
scenario-axis = 情景

# Answer: what would have to come together.
stress-title = { $option }：{ $measure }在 { $distance } 个标准差处达到 { $amount }，稀有程度 { $chance }
stress-mean-cost = 平均成本
stress-shortfall = 最差 5 % 的平均成本
stress-tolerated = 以容许概率 { $chance } 超出的成本
stress-note = 已找到的最不极端的组合，{ $seed }

# Answer: what has changed.
changed-title = { $scenario }：{ $option }成本由 { $old } 变为 { $new }{ $cause }
changed-because = ，主要因为{ $part }
changed-by-chance = ，纯属随机
changed-short = { $scenario }：{ $option }成本变化的来源
changed-axis = { $option }的平均成本（变化后最低）
changed-before = 之前：{ $run }
changed-after = 之后：{ $run }
changed-others = 其他 { $number } 项输入
changed-version = splitstack 版本
changed-not-replayed = 未重放的模拟
changed-other-trials = 其他模拟（种子、次数）

# Answer: prepared moves.
plan-amounts = 相对于既定触发条件的平均成本，{ $unit }（全部触发条件合计 95 % 置信区间）
plan-triggers-short = { $option }：预备行动的触发条件
plan-triggers-untold = { $option }：无法判定预备行动是否值得
plan-triggers-costs = { $option }：在{ $scenario }下，“{ $move }”按既定条件净成本为 { $amount }
plan-triggers-saves = { $option }：在{ $scenario }下，“{ $move }”按既定条件节省 { $amount }
plan-subtitle = { $scenario }；负责人：{ $owner }
plan-no-owner = 待定
plan-the-same = 相同
plan-not-told = 无法判定
plan-months-axis = 平均成本减从不行动的平均成本
plan-other-scenario = 另一个情景
plan-other-scenarios = 其他 { $number } 个情景
plan-months-short = { $option }：各月份行动的成本
plan-months-untold = { $option }：在任何情景下都无法确定在固定月份行动是否值得
plan-months-saves = { $option }：在{ $scenario }下“{ $move }”及时行动最多节省 { $amount }，{ $until }之前均有节省
plan-month = 第 { $number } 月
plan-first-month = 第一个月
trigger-as-written = 既定条件
trigger-now = 现在
trigger-never = 从不
trigger-and = { $first }且{ $second }
trigger-or = { $first }或{ $second }
trigger-in = 进入{ $regime }
trigger-out-of = 离开{ $regime }
trigger-announced = 已宣布：{ $risk }
trigger-in-effect = 已生效：{ $risk }
trigger-fines = 罚款超过 { $amount }
trigger-fines-within = { $number } 个月内罚款超过 { $amount }
trigger-days-down = 停机天数超过 { $amount }
trigger-days-down-within = { $number } 个月内停机天数超过 { $amount }
trigger-demand = 需求超过 { $amount }：{ $risk }
trigger-lost = 流失超过 { $amount }：{ $segment }

# Units of amounts.
scale-thousands = 千 { $currency }
scale-millions = 百万 { $currency }
scale-billions = 十亿 { $currency }

# Names of figures: of what, colon, what of it.
figure-of = { $entity }：{ $what }
figure-of-pack = { $name }（{ $pack }）
strictness-nothing = 不实施
strictness-minimal = 最低限度实施
strictness-standard = 标准实施
strictness-thorough = 全面实施
figure-discount-rate = 贴现率
figure-exchange-rate = { $part } 汇率
figure-appetite-amount = 风险偏好：金额
figure-appetite-chance = 风险偏好：容许概率
figure-cost-overrun = 项目成本超支
figure-time-overrun = 项目工期超支
figure-redesign-premium = 后期改变方案：额外成本
figure-redesign-time = 后期改变方案：额外时间
figure-redesign-designated = 后期改变方案：被认定后的倍数
figure-hourly-cost = 每小时人工成本
figure-managers = 负责的管理人员
figure-revenue-china = 中国营业额
figure-revenue-worldwide = 全球营业额
figure-handled-persons = 在中国处理其数据的人数
figure-met-at-start = 期初已履行义务的比例
figure-winding-down = 吊销许可后的清算时间
figure-worldwide-turnover = 罚款以全球营业额为基数的可能性
figure-designation-base = 认定为关键信息基础设施运营者：基础分
figure-designation-sector = 认定分值（行业）
figure-designation-factor = 认定分值（因素）
figure-users = 用户数
figure-integration = 依赖总部的比例
figure-tolerance = 故障可容忍时间
figure-workaround = 变通措施避免的损失
figure-run-cost = 运行成本
figure-move-cost = 迁移成本
figure-move-time = 迁移时间
figure-dual-running = 并行运行时间
figure-purchase = 产品采购价
figure-run-cost-at = 在“{ $part }”的运行成本
figure-move-cost-at = 迁至“{ $part }”的成本
figure-move-time-at = 迁至“{ $part }”的时间
figure-dependency = “{ $part }”依赖它的毛利
figure-needed = 缺少“{ $part }”时丧失的功能
figure-persons = “{ $part }”涉及的人数
figure-sensitive-persons = “{ $part }”涉及敏感数据的人数
figure-persons-turnover = “{ $part }”每年新增人员比例
figure-important-data = “{ $part }”为重要数据的可能性
figure-data-factor = 使数据成为重要数据的可能性
figure-ground-accepted = 豁免被接受的概率
figure-duty-one-off = 义务的一次性成本
figure-duty-yearly = 义务的年度成本
figure-duty-lead-time = 履行义务所需时间
figure-duty-gap = 缺口可能性的倍数
figure-duty-gains = 被视为违法所得的收益
figure-duty-renewal = 更新成本
figure-duty-renewal-every = 更新间隔
figure-approval-review = 审查时长
figure-approval-refusal = 拒批概率
figure-approval-renewal = 更新被拒的概率
figure-approval-grace = 无批准的宽限期
figure-approval-premium = 拒批后迁移的额外成本
figure-approval-time = 拒批后迁移的时间倍数
figure-approval-sales = 拒批导致停售的营业额
figure-approval-sales-stop = 停售时长
figure-isolation-friction = 中国用户损失的工时
figure-isolation-integration = 剩余集成度的倍数
figure-isolation-one-off = 隔离的一次性成本
figure-isolation-yearly = 隔离的年度成本
figure-leniency = 从轻处理的概率
figure-sanction-odds = “{ $part }”的权重
figure-sanction-amount = “{ $part }”的金额
figure-sanction-cap = “{ $part }”的最高金额
figure-sanction-floor = “{ $part }”的最低金额
figure-sanction-gains-from = “{ $part }”按倍数计的收益起点
figure-sanction-gains = “{ $part }”的收益倍数
figure-sanction-purchase = “{ $part }”的采购额倍数
figure-sanction-turnover = “{ $part }”的营业额比例
figure-sanction-personal = “{ $part }”对每名负责人的罚款
figure-sanction-suspension = “{ $part }”的时长
figure-measure-one-off = 措施的一次性成本
figure-measure-yearly = 措施的年度成本
figure-measure-lead-time = 措施生效所需时间
figure-measure-degradation = 线路缓慢损失工时的倍数
figure-measure-outage = 故障中丧失功能的倍数
figure-measure-gap = 义务缺口的倍数
figure-measure-emergency-premium = 紧急迁移额外成本的倍数
figure-measure-emergency-time = 紧急迁移时间的倍数
figure-measure-prepared-cost = 预备迁移成本的倍数
figure-measure-prepared-time = 预备迁移时间的倍数
figure-measure-grace = 服务终止前的额外时间
figure-playbook-lag = “{ $part }”启动前的时间
figure-playbook-premium = “{ $part }”的额外成本
figure-playbook-time = “{ $part }”的时间倍数
figure-placement-friction = 用户损失的工时
figure-placement-integration = 与总部集成度的倍数
figure-placement-leaving = 迁出的倍数
figure-placement-move-cost = 迁入成本的倍数
figure-placement-move-time = 迁入时间的倍数
figure-placement-run-cost = 运行成本的倍数
figure-placement-growth = 运行成本的年增长
figure-protection = 等级保护 { $part } 级：测评间隔
figure-regime-moves = 转向“{ $part }”的频率
figure-requirement-share = 满意客户的比例（情形 { $part }）
figure-rate = 发生频率
figure-rate-in = “{ $part }”下的发生频率
figure-trend = 年度趋势
figure-odds = 发生频率的倍数 { $part }
figure-exposure = 金额的倍数 { $part }
figure-ride-through = 无损时间（情形 { $part }）
figure-duration = 持续时间
figure-downtime = 停机时间
figure-severity = 单次事件损失
figure-notice = 从宣布到生效的时间
figure-grace = 宽限期
figure-premium = 紧急迁移的额外成本
figure-time-factor = 紧急迁移的时间倍数
figure-emergency-after = 启动紧急迁移前的时间
figure-chance = 以禁令告终的概率
figure-win-back = 赢回客户的时间
figure-lost-segment = “{ $part }”流失的营业额
figure-lost-stream = “{ $part }”被关闭的比例
figure-detection = 缺口被发现的概率
figure-intensity = 当年强度
figure-memory = 罚款记录的时效
figure-after-fine = 罚款后发生频率的倍数
figure-repeat = 再犯的加重倍数
figure-sensitive = 涉敏感数据的加重倍数
figure-wider-catalogue = 目录扩大的倍数
figure-slower-reviews = 审查时长的倍数
figure-protection-factor = 履行义务时发生频率的倍数
figure-lost-security = 缺少安全服务时发生频率的倍数
figure-inspection-chance = 事后检查的概率
figure-inspection-after = 检查前的时间
figure-hours = 损失的工时
figure-hours-in = “{ $part }”下损失工时的倍数
figure-campaign-duration = 专项行动的时长
figure-campaign = 专项行动中损失工时的倍数
figure-campaign-yearly = 年度专项行动中损失工时的倍数
figure-pace = “{ $part }”下的速度
figure-ceiling = “{ $part }”提出要求的最高比例
figure-midpoint = “{ $part }”达到一半的时间
figure-speed = “{ $part }”需求增长速度
figure-loss-time = “{ $part }”合同到期时间
figure-win-back-of = 赢回“{ $part }”的时间
figure-scenario-into = 转向“{ $part }”的倍数
figure-scenario-risk = “{ $part }”的倍数
figure-scheduled-duration = 事件 { $part } 的持续时间
figure-scheduled-grace = 事件 { $part } 的宽限期
figure-segment-ciio = 客户为关键信息基础设施运营者的可能性
figure-strictness-cost = 义务的成本倍数
figure-strictness-gap = 义务存在缺口的可能性
figure-margin = 边际贡献率
figure-growth = 年增长率
figure-revenue-of = 来自“{ $part }”的营业额

# Groups of figures.
group-all-figures = 全部参数
group-application = 应用系统
group-case = 案例设置
group-ciio = 关键信息基础设施认定
group-company = 公司
group-data-factor = 重要数据因素
group-duty = 义务
group-ground = 豁免理由
group-isolation = 隔离
group-ladder = 处罚
group-measure = 措施
group-option = 各方案的预备行动
group-placement = 部署地点
group-protection = 保护等级
group-regime = 世界格局
group-requirement = 客户要求
group-risk = 风险
group-scenario = 情景
group-segment = 客户群
group-strictness = 实施严格程度
group-value-stream = 价值流

# From one option to another.
component-setup = 建设
component-run = 运行
component-compliance = 合规
component-fines = 罚款
component-sales-loss-cn = 中国销售损失
component-sales-loss-abroad = 境外销售损失
component-interruption = 业务中断
component-productivity = 生产率
component-emergency = 紧急迁移
component-incidents = 安全事件
between-axis = 按原因的平均成本
between-same = { $to }与{ $from }在每次模拟中成本相同
between-open = 模拟无法判定{ $to }的平均成本是否低于{ $from }
between-less = { $to }的平均成本比{ $from }低 { $amount } { $currency }
between-less-cause = { $to }的平均成本比{ $from }低 { $amount } { $currency }；其中{ $cause }一项贡献 { $part }
