//! What `--precision` asks for.

use std::fmt;

/// Of which figure a precision is asked; of every option where it names none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Mean total.
    Mean,
    /// Mean difference of totals, as a share of the smaller mean total of the two: of every pair, or of these two options.
    Difference(Option<[String; 2]>),
    /// Expected shortfall of the total: the mean of the worst 1 % of trials.
    ExpectedShortfall99,
    /// 95th percentile of the total.
    Percentile95,
    /// Mean of a column or group by its identifier.
    Column(String),
}

/// A precision that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Half the width of the interval as a share of the figure, in `(0, 1)`.
    pub share: f64,
    pub output: Output,
    /// As written.
    text: String,
}

const HOW: &str = "write a percentage above 0% and below 100%, such as 1%, 0.5%:difference or 2%:es99";

impl Target {
    /// Reads `1%`, `1%:es99`, `1%:difference:hybrid,dual-systems`, `2%:days-down`. Whether a case has such a column is not known
    /// here.
    ///
    /// # Errors
    /// Anything else, with what may be written.
    pub fn parse(text: &str) -> Result<Target, String> {
        let (share, output) = match text.split_once(':') {
            Some((share, output)) => (share, output),
            None => (text, "mean"),
        };
        let Some(number) = share.trim().strip_suffix('%') else {
            return Err(format!("`{share}` is no percentage; {HOW}"));
        };
        let percent: f64 = number.trim().parse().map_err(|_| format!("`{share}` is no percentage; {HOW}"))?;
        if !(percent > 0.0 && percent < 100.0) {
            return Err(HOW.to_owned());
        }
        let output = match output.split_once(':') {
            Some(("difference", pair)) => Output::Difference(Some(pair_of(pair)?)),
            Some((other, _)) => return Err(format!("only `difference` takes options, not `{other}`; {HOW}")),
            None => match output {
                "mean" => Output::Mean,
                "difference" => Output::Difference(None),
                "es99" => Output::ExpectedShortfall99,
                "p95" => Output::Percentile95,
                "" => return Err(format!("an output is missing after the colon; {HOW}")),
                column => Output::Column(column.to_owned()),
            },
        };
        Ok(Target { share: percent / 100.0, output, text: text.to_owned() })
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn pair_of(text: &str) -> Result<[String; 2], String> {
    match text.split(',').map(str::trim).collect::<Vec<_>>().as_slice() {
        [first, second] if first == second => Err("the two options of a difference are the same".to_owned()),
        [first, second] if !first.is_empty() && !second.is_empty() => {
            Ok([(*first).to_owned(), (*second).to_owned()])
        }
        _ => Err("a difference is between two options: difference:hybrid,dual-systems".to_owned()),
    }
}

impl fmt::Display for Output {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Output::Mean => formatter.write_str("mean"),
            Output::Difference(None) => formatter.write_str("difference"),
            Output::Difference(Some([first, second])) => write!(formatter, "difference:{first},{second}"),
            Output::ExpectedShortfall99 => formatter.write_str("es99"),
            Output::Percentile95 => formatter.write_str("p95"),
            Output::Column(id) => formatter.write_str(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_as_written() {
        let read = |text: &str| Target::parse(text).map(|target| (target.share, target.output));
        assert_eq!(read("1%"), Ok((0.01, Output::Mean)));
        assert_eq!(read("0.5 %:es99"), Ok((0.005, Output::ExpectedShortfall99)));
        assert_eq!(read("2%:p95"), Ok((0.02, Output::Percentile95)));
        assert_eq!(read("10%:difference"), Ok((0.1, Output::Difference(None))));
        let pair = Some(["a".to_owned(), "b".to_owned()]);
        assert_eq!(read("10%:difference:a, b"), Ok((0.1, Output::Difference(pair))));
        assert_eq!(read("3%:events.raid"), Ok((0.03, Output::Column("events.raid".to_owned()))));
        let written = ["mean", "difference", "difference:a,b", "es99", "p95", "fines"];
        for output in written {
            assert_eq!(Target::parse(&format!("1%:{output}")).unwrap().output.to_string(), output);
        }
    }

    #[test]
    fn what_is_no_precision_is_refused_with_what_may_be_written() {
        for wrong in ["0", "0.01", "0%", "-1%", "100%", "200%", "x%", "NaN%", "inf%", "%", "", "1%:", ":es99"]
        {
            let message = Target::parse(wrong).unwrap_err();
            assert!(message.contains("such as 1%"), "{wrong}: {message}");
        }
        assert!(Target::parse("1%:es99:a").unwrap_err().contains("only `difference` takes options"));
        assert!(Target::parse("1%:difference:a").unwrap_err().contains("between two options"));
        assert!(Target::parse("1%:difference:a,a").unwrap_err().contains("are the same"));
    }
}
