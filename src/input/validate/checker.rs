//! What all checks need: where they are, which identifiers exist, and how figures are resolved.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::super::assumptions::FigureEntry;
use super::super::change::{Changes, FigureChange, Unmade};
use super::super::collector::{Collector, FileId, Problem, STAND_IN, Site};
use super::super::located::Located;
use super::super::near::{hint_for, nearest};
use super::super::source::{CaseSource, Found, InputFile, refused};
use super::super::tree::place_inside;
use super::asked::Asked;
use super::law::Law;
use super::registry::{Kind, Registry};
use crate::domain::Id;
use crate::quantity::{Distribution, Provenance, Quantity, QuantityProblem, QuantitySpec, ResolveContext};
use crate::units::{Currency, Dimension, ExchangeRates, format_in_dimension};

/// The state of the checking of one case.
pub(super) struct Checker<'a> {
    pub collector: &'a mut Collector,
    pub registry: &'a Registry,
    source: &'a CaseSource,
    changes: Changes<'a>,
    /// The file at hand.
    pub file: FileId,
    pub exchange_rates: ExchangeRates,
    /// False when the case's currency could not be read; then amounts are not checked.
    pub money_known: bool,
    /// Months simulated.
    pub horizon: f64,
    /// What the packs of the case hold; empty until they are read.
    pub law: Law,
    /// A pack is being read: it may name placements, services and the like that this case does not have.
    pub reads_pack: bool,
    pub figures: Vec<FigureEntry>,
    /// Names of figures that were refused, and stand in as 0.
    refused: BTreeSet<String>,
    zero: Distribution,
}

impl<'a> Checker<'a> {
    pub fn new(
        collector: &'a mut Collector,
        registry: &'a Registry,
        source: &'a CaseSource,
        changes: Changes<'a>,
        file: FileId,
    ) -> Option<Checker<'a>> {
        // "XXX" is the code for no currency: amounts are read only once the case's own is known.
        let exchange_rates = ExchangeRates::new(Currency::new("XXX").ok()?, []).ok()?;
        Some(Checker {
            collector,
            registry,
            source,
            changes,
            file,
            exchange_rates,
            money_known: true,
            horizon: 0.0,
            law: Law::default(),
            reads_pack: false,
            figures: Vec::new(),
            refused: BTreeSet::new(),
            zero: Distribution::certain(0.0).ok()?,
        })
    }

    pub fn site(&self, span: &Range<usize>) -> Site {
        Site { file: self.file, span: span.clone() }
    }

    pub fn of<T>(&self, located: &Located<T>) -> Site {
        self.site(&located.span)
    }

    /// Where a key of the file's top level stands; the start of the file when it is not there.
    pub fn key_site(&self, key: &str) -> Site {
        let text = &self.collector.file(self.file).text;
        let (root, _) = toml::de::DeTable::parse_recoverable(text);
        let span = root.get_ref().get_key_value(key).map_or(0..0, |(key, _)| key.span());
        self.site(&span)
    }

    pub fn report(&mut self, problem: Problem) {
        self.collector.report(problem);
    }

    pub fn error(&mut self, site: Site, rule: impl Into<String>) {
        self.report(Problem::error(site, rule));
    }

    pub fn error_with_hint(&mut self, site: Site, rule: impl Into<String>, hint: impl Into<String>) {
        self.report(Problem::error(site, rule).hint(hint));
    }

    /// An identifier as defined. Its form was checked by the registry.
    pub fn id(&self, text: &str) -> Id {
        Id::new(text).unwrap_or_else(Id::stand_in)
    }

    /// An identifier that must be defined somewhere.
    pub fn reference(&mut self, kind: Kind, id: &Located<String>) -> Id {
        if !self.registry.contains(kind, &id.value) && self.registry.is_complete(kind) {
            if self.reads_pack && is_of_the_case(kind) {
                self.warn_of_misspelling(kind, id);
                return self.id(&id.value);
            }
            let rule = match kind {
                Kind::Service => format!("no placement and no application uses the service `{}`", id.value),
                Kind::Option | Kind::Scenario => {
                    let (noun, id) = (kind.noun(), &id.value);
                    format!("unknown {noun} `{id}`: there is no file `{noun}s/{id}.toml`")
                }
                Kind::Pack => {
                    format!("unknown regulation pack `{0}`: there is no file `regulation/{0}.toml`", id.value)
                }
                Kind::Authority => format!("no duty names the authority `{}`", id.value),
                Kind::Ground | Kind::DataFactor | Kind::Sector | Kind::CiioFactor | Kind::Product => {
                    format!("no regulation pack has the {} `{}`", kind.noun(), id.value)
                }
                Kind::Segment
                | Kind::ValueStream
                | Kind::Application
                | Kind::Placement
                | Kind::Isolation
                | Kind::Requirement
                | Kind::Measure
                | Kind::Strictness
                | Kind::Ladder
                | Kind::Duty
                | Kind::Regime
                | Kind::Risk => format!("unknown {} `{}`", kind.noun(), id.value),
            };
            let hint = hint_for(&id.value, self.registry.ids(kind).iter().map(String::as_str));
            self.report(Problem::error(self.of(id), rule).value(&id.value).hint_if(hint));
        }
        self.id(&id.value)
    }

    /// A pack is law for any case, so what it names may be missing in this one. Only what is nearly named as something
    /// else in a pack of the case's own looks unintended.
    fn warn_of_misspelling(&mut self, kind: Kind, id: &Located<String>) {
        if self.collector.file(self.file).shipped {
            return;
        }
        if let Some(near) = nearest(&id.value, self.registry.ids(kind).iter().map(String::as_str)) {
            let rule = format!("this case has no {} `{}`", kind.noun(), id.value);
            let hint = format!("did you mean `{near}`?");
            self.report(Problem::warning(self.of(id), rule).value(&id.value).hint(hint));
        }
    }

    /// Identifiers of entries of the packs. Warns of what no pack has that is in force within the horizon.
    pub fn of_law(&mut self, kind: Kind, ids: &[Located<String>]) -> Vec<Id> {
        for id in ids {
            if self.registry.contains(kind, &id.value) && !self.law.holds(kind, &id.value) {
                let rule = format!(
                    "{} `{}` is not in {}: it has no effect until a pack that has it takes effect",
                    kind.noun(),
                    id.value,
                    self.law.in_words()
                );
                self.report(Problem::warning(self.of(id), rule).value(&id.value));
            }
        }
        self.references(kind, ids)
    }

    pub fn references(&mut self, kind: Kind, ids: &[Located<String>]) -> Vec<Id> {
        for (index, id) in ids.iter().enumerate() {
            if let Some(first) = ids[..index].iter().find(|first| first.value == id.value) {
                let rule = format!("`{}` stands here twice", id.value);
                self.report(Problem::error(self.of(id), rule).secondary(self.of(first), "first here"));
            }
        }
        ids.iter().map(|id| self.reference(kind, id)).collect()
    }

    /// A figure under its stable name.
    pub fn quantity(&mut self, spec: &Located<QuantitySpec>, name: String, asked: Asked) -> Quantity {
        let change = self.changes.of(&name);
        let resolved = match change {
            None => self.resolve(spec, asked),
            Some(change) => self.changed(change, spec, asked),
        };
        if resolved.is_none() || spec.span == STAND_IN {
            self.refused.insert(name.clone());
        }
        let quantity = resolved.unwrap_or_else(|| self.stand_in(asked.dimension)).named(&name);
        let site = self.of(spec);
        let entry = FigureEntry {
            name,
            value: quantity.to_string(),
            dimension: asked.dimension,
            spec: change.map_or(&spec.value, FigureChange::value).clone(),
            distribution: quantity.distribution.clone(),
            source: quantity.provenance.source.clone(),
            note: quantity.provenance.note.clone(),
            certain: quantity.is_certain(),
            experts: quantity.provenance.experts_heard(),
            once_per_trial: !asked.per_event,
            file: self.collector.file(self.file).display.clone(),
            line: self.collector.position(&site).line,
        };
        self.figures.push(entry);
        quantity
    }

    pub fn optional(
        &mut self,
        spec: Option<&Located<QuantitySpec>>,
        name: String,
        asked: Asked,
    ) -> Option<Quantity> {
        spec.map(|spec| self.quantity(spec, name, asked))
    }

    /// A figure that must not be uncertain, in the list of figures.
    pub fn certain(&mut self, spec: &Located<QuantitySpec>, name: String, asked: Asked) -> f64 {
        let quantity = self.quantity(spec, name, asked);
        self.value_of_certain(&quantity, spec)
    }

    /// A time that the user decides, not a figure that needs a source: not in the list of figures.
    pub fn decision(&mut self, spec: &Located<QuantitySpec>, asked: Asked) -> f64 {
        match self.resolve(spec, asked) {
            Some(quantity) => self.value_of_certain(&quantity, spec),
            None => 0.0,
        }
    }

    fn value_of_certain(&mut self, quantity: &Quantity, spec: &Located<QuantitySpec>) -> f64 {
        if !quantity.is_certain() {
            let rule = "this must be one certain figure, not an uncertain one";
            let mean = format_in_dimension(quantity.mean(), quantity.dimension, quantity.base_currency, 3);
            self.error_with_hint(self.of(spec), rule, format!("e.g. its mean, {mean}"));
        }
        quantity.mean()
    }

    /// Whether a time comes too late to be simulated; false while the horizon is not known.
    pub fn is_beyond_horizon(&self, months: f64) -> bool {
        self.horizon > 0.0 && months >= self.horizon
    }

    /// `1 month`, `48 months`
    pub fn horizon_in_words(&self) -> String {
        format!("{} month{}", self.horizon, if self.horizon == 1.0 { "" } else { "s" })
    }

    /// Refuses a figure that is never above 0.
    pub fn require_above_zero(&mut self, quantity: &Quantity, spec: &Located<QuantitySpec>, what: &str) {
        if quantity.distribution.support().1 <= 0.0 {
            self.error(self.of(spec), format!("{what} must be above 0"));
        }
    }

    fn resolve(&mut self, spec: &Located<QuantitySpec>, asked: Asked) -> Option<Quantity> {
        match self.resolved(&spec.value, asked)? {
            Ok(quantity) => Some(quantity),
            Err(problems) => {
                for problem in problems {
                    self.report_in_quantity(spec, problem);
                }
                None
            }
        }
    }

    /// A figure that is to be another than the file says; it tells so in place of its source.
    fn changed(
        &mut self,
        change: &FigureChange,
        spec: &Located<QuantitySpec>,
        asked: Asked,
    ) -> Option<Quantity> {
        let as_written = self.resolve(spec, asked).map(|written| written.to_string());
        match self.resolved(change.value(), asked)? {
            Ok(mut quantity) => {
                let as_written = as_written.unwrap_or_default();
                quantity.provenance.note = Some(format!("set for this run; the file says {as_written}"));
                Some(quantity)
            }
            Err(problems) => {
                for problem in problems {
                    let rule = format!("the value set for `{}`: {}", change.name(), problem.rule);
                    let place = change.name().to_owned();
                    self.collector.report_unread(refused(place, &problem.value, rule, problem.hint));
                }
                None
            }
        }
    }

    /// Reports changes whose figures were not found.
    pub fn report_unmade(&mut self) {
        let known: Vec<&str> = self.figures.iter().map(|figure| figure.name.as_str()).collect();
        for Unmade { name, rule, hint } in self.changes.unmade(&known) {
            self.collector.report_unread(refused(name.to_owned(), name, rule, hint));
        }
    }

    /// `None` if it cannot be told: an amount while the currency is not known.
    fn resolved(
        &mut self,
        spec: &QuantitySpec,
        asked: Asked,
    ) -> Option<Result<Quantity, Vec<QuantityProblem>>> {
        if asked.dimension == Dimension::Money && !self.money_known {
            return None;
        }
        let read: RefCell<Vec<InputFile>> = RefCell::default();
        let is_shipped = self.collector.file(self.file).shipped;
        let load_csv = |path: &str| load_csv(self.source, is_shipped, path, &read);
        let context = ResolveContext {
            exchange_rates: &self.exchange_rates,
            allow_negative: asked.signed,
            load_csv: &load_csv,
        };
        let resolved = spec.resolve(asked.dimension, &context);
        for file in read.into_inner() {
            self.collector.add_file_once(file);
        }
        Some(resolved)
    }

    /// Whether a figure was written so that it could be used.
    pub fn is_sound(&self, name: &str) -> bool {
        !self.refused.contains(name)
    }

    /// A figure in place of one that was refused.
    fn stand_in(&self, dimension: Dimension) -> Quantity {
        Quantity {
            name: String::new(),
            distribution: self.zero.clone(),
            dimension,
            base_currency: self.exchange_rates.base(),
            provenance: Provenance::default(),
        }
    }

    /// At the part of the figure that is wrong, if it can be found.
    fn report_in_quantity(&mut self, spec: &Located<QuantitySpec>, problem: QuantityProblem) {
        let text = &self.collector.file(self.file).text;
        let place = match problem.path.as_str() {
            "" => None,
            path => place_inside(text, &spec.span, path),
        };
        let (site, rule) = match place {
            Some(span) if spec.span != STAND_IN => (self.site(&span), problem.rule),
            Some(_) | None if problem.path.is_empty() => (self.of(spec), problem.rule),
            Some(_) | None => (self.of(spec), format!("{}: {}", problem.path, problem.rule)),
        };
        self.report(Problem::error(site, rule).value(problem.value).hint_if(problem.hint));
    }
}

/// Whether entries of this kind belong to the case at hand and not to the law.
fn is_of_the_case(kind: Kind) -> bool {
    match kind {
        Kind::Application | Kind::Placement | Kind::Isolation | Kind::Measure | Kind::Service => true,
        Kind::Segment
        | Kind::ValueStream
        | Kind::Requirement
        | Kind::Strictness
        | Kind::Ladder
        | Kind::Duty
        | Kind::Regime
        | Kind::Risk
        | Kind::Option
        | Kind::Scenario
        | Kind::Pack
        | Kind::Ground
        | Kind::DataFactor
        | Kind::Sector
        | Kind::CiioFactor
        | Kind::Product
        | Kind::Authority => false,
    }
}

/// Reads a CSV file beside the file that names it.
fn load_csv(
    source: &CaseSource,
    is_shipped: bool,
    path: &str,
    read: &RefCell<Vec<InputFile>>,
) -> Result<String, String> {
    let inside = !path.is_empty()
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !path.contains(['\\', ':']);
    if !inside {
        return Err(format!("`{path}` must be a path inside the case's folder, such as `data/losses.csv`"));
    }
    let found = if is_shipped { source.catalogue_file(path) } else { source.own_file(path) };
    match found {
        Found::File(file) => {
            let text = file.text.clone();
            read.borrow_mut().push(file);
            Ok(text)
        }
        Found::Absent => Err(format!("there is no file `{path}` in the case's folder")),
        Found::Refused(diagnostic) => Err(diagnostic.rule),
    }
}
