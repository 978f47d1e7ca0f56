//! A sample from one column of a CSV text.

use super::problem::{QuantityProblem, join, near_name};

/// More bad lines than this are summed up in one problem.
const MOST_REPORTED_LINES: usize = 5;

/// The figures in the named column of a CSV text with a header line; `convert` reads one figure.
///
/// Fields are separated by commas and may stand in double quotes; empty lines are skipped.
///
/// # Errors
/// No such column, lines without it, and figures that `convert` refuses, with their line numbers.
pub(crate) fn read_column(
    text: &str,
    column: &str,
    path: &str,
    convert: &dyn Fn(&str) -> Result<f64, QuantityProblem>,
) -> Result<Vec<f64>, Vec<QuantityProblem>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header = lines.next().map(|(_, line)| fields(line)).unwrap_or_default();
    let Some(position) = header.iter().position(|name| name == column) else {
        let rule = format!("no such column; the file has: {}", header.join(", "));
        let problem = QuantityProblem::new(&join(path, "column"), column, rule);
        return Err(vec![match near_name(column, header.iter().map(String::as_str)) {
            Some(hint) => problem.hint(hint),
            None => problem,
        }]);
    };
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for (index, line) in lines {
        let fields = fields(line);
        let field = fields.get(position).map_or("", String::as_str);
        match convert(field) {
            Ok(value) => values.push(value),
            Err(problem) => problems.push(QuantityProblem {
                path: join(path, "csv"),
                rule: format!("line {}: {}", index + 1, problem.rule),
                ..problem
            }),
        }
    }
    if problems.len() > MOST_REPORTED_LINES {
        let more = problems.len() - MOST_REPORTED_LINES;
        problems.truncate(MOST_REPORTED_LINES);
        problems.push(QuantityProblem::new(
            &join(path, "csv"),
            column,
            format!("{more} more lines are wrong"),
        ));
    }
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

/// Splits at commas outside double quotes; a doubled quote inside quotes is one quote.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let last = fields.len() - 1;
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                fields[last].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields[last].push(other),
        }
    }
    fields.iter().map(|field| field.trim().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Result<f64, QuantityProblem> {
        text.parse().map_err(|_| QuantityProblem::new("", text, "not a number"))
    }

    #[test]
    fn reads_quoted_and_plain_fields() {
        let text = "\u{feff}year,\"loss, net\"\r\n2020,5\r\n\r\n\"2021\",\"7.5\"\r\n";
        assert_eq!(read_column(text, "loss, net", "", &number).unwrap(), [5.0, 7.5]);
        assert_eq!(fields("a,\"b \"\"x\"\"\",c"), ["a", "b \"x\"", "c"]);
    }

    #[test]
    fn reports_column_and_lines() {
        let problems = read_column("year,loss\n1,2\n", "los", "", &number).unwrap_err();
        assert_eq!(problems[0].hint.as_deref(), Some("did you mean `loss`?"));
        let problems = read_column("loss\nx\n1\ny\n", "loss", "", &number).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert_eq!((problems[1].rule.as_str(), problems[1].value.as_str()), ("line 4: not a number", "y"));
        let many = format!("loss\n{}", "x\n".repeat(20));
        assert_eq!(read_column(&many, "loss", "", &number).unwrap_err().len(), 6);
        assert!(read_column("", "loss", "", &number).is_err());
    }
}
