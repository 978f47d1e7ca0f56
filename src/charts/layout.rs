//! Fitting text into the room there is: measuring, wrapping, and keeping labels apart.

use unicode_linebreak::linebreaks;

use super::error::ChartError;
use super::font::Fonts;
use super::scene::Type;

/// Width of a line of text in pixels.
pub fn text_width(text: &str, style: Type) -> Result<f64, ChartError> {
    Ok(Fonts::embedded()?.of(style.weight).width(text, style.size))
}

/// The widest of several lines; 0 for none.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, style: Type) -> Result<f64, ChartError> {
    texts.into_iter().try_fold(0.0_f64, |widest, text| Ok(widest.max(text_width(text, style)?)))
}

/// The text on one line, cut with an ellipsis only if it does not fit.
pub fn fit(text: &str, style: Type, width: f64) -> Result<String, ChartError> {
    if text_width(text, style)? <= width {
        return Ok(text.to_owned());
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let candidate = format!("{}…", kept.trim_end());
        if text_width(&candidate, style)? <= width {
            return Ok(candidate);
        }
    }
    Ok(String::new())
}

/// A name in parts, such as `duty.export-contract@pack.lead_time`, shortened in its midst: what it begins and ends with says most.
pub fn fit_name(name: &str, style: Type, width: f64) -> Result<String, ChartError> {
    let letters: Vec<char> = name.chars().collect();
    let mut left_out = 0;
    loop {
        let kept = letters.len() - left_out;
        let end = kept.div_ceil(2);
        let shown: String = match left_out {
            0 => name.to_owned(),
            _ => letters[..kept - end].iter().chain(&['…']).chain(&letters[letters.len() - end..]).collect(),
        };
        if kept == 0 || text_width(&shown, style)? <= width {
            return Ok(shown);
        }
        left_out += 1;
    }
}

/// The text on at most `most_lines` lines, broken between words or after hyphens.
///
/// A word wider than a line is broken inside. Only what does not fit on the last line gives way to an ellipsis.
pub fn wrap(text: &str, style: Type, width: f64, most_lines: usize) -> Result<Vec<String>, ChartError> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    while !rest.is_empty() {
        if lines.len() + 1 >= most_lines {
            lines.push(fit(&rest, style, width)?);
            break;
        }
        let end = line_end(&rest, style, width)?;
        let remainder = rest[end..].trim_start().to_owned();
        rest.truncate(end);
        lines.push(rest.trim_end().to_owned());
        rest = remainder;
    }
    Ok(lines)
}

/// As [`wrap`], with lines of about the same length: no single word is left over on the last one.
pub fn wrap_evenly(
    text: &str,
    style: Type,
    width: f64,
    most_lines: usize,
) -> Result<Vec<String>, ChartError> {
    let mut narrowest = wrap(text, style, width, most_lines)?;
    if narrowest.len() < 2 || narrowest.last().is_some_and(|line| line.ends_with('…')) {
        return Ok(narrowest);
    }
    let mut narrower = width;
    while narrower > 0.5 * width {
        narrower -= 0.02 * width;
        let candidate = wrap(text, style, narrower, most_lines + 1)?;
        if candidate.len() > narrowest.len() {
            break;
        }
        narrowest = candidate;
    }
    Ok(narrowest)
}

/// Where the first line ends: the byte offset behind the last word that fits.
fn line_end(text: &str, style: Type, width: f64) -> Result<usize, ChartError> {
    if text_width(text, style)? <= width {
        return Ok(text.len());
    }
    let mut end = 0;
    for (start, _) in linebreaks(text) {
        let candidate = text[..start].trim_end();
        // A dot that separates belongs to what follows: no line starts with one. A number stays with its unit.
        let rest = text[start..].trim_start();
        if rest.starts_with('·')
            || candidate.ends_with('·')
            || (ends_in_number(candidate) && starts_with_unit(rest))
        {
            continue;
        }
        if text_width(candidate, style)? > width {
            break;
        }
        end = candidate.len();
    }
    if end > 0 {
        return Ok(end);
    }
    // Not even one word fits: break inside, after at least one character.
    for (start, character) in text.char_indices() {
        let candidate = start + character.len_utf8();
        if end > 0 && text_width(&text[..candidate], style)? > width {
            break;
        }
        end = candidate;
    }
    Ok(end)
}

/// Whether the last word is a number: `47.9`, `−3`, `1,250`.
fn ends_in_number(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    word.ends_with(|sign: char| sign.is_ascii_digit())
        && word.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '-' | '−' | '+' | '≈'))
}

/// Whether the first word is a unit of money or a share.
fn starts_with_unit(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default().trim_end_matches(['.', ',', ':', ';', ')']);
    matches!(word, "k" | "M" | "bn" | "%" | "Mio." | "Mio" | "Mrd" | "Tsd")
}

/// Moves label centres apart until no two overlap, each as near to its wish as the others allow.
///
/// Minimises the sum of squared moves with the order of the wishes kept (pool adjacent violators), then shifts the
/// labels into `[low, high]`. If they are longer than that together they are spaced evenly over it.
///
/// - `wishes`: wanted centres, any order; ties keep their order.
/// - `pitch`: least distance of two centres.
///
/// # Source
/// Isotonic regression: Ayer et al. (1955), "An empirical distribution function for sampling with incomplete
/// information".
pub fn spread(wishes: &[f64], pitch: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|&a, &b| wishes[a].total_cmp(&wishes[b]));
    let needed = pitch * wishes.len().saturating_sub(1) as f64;
    let pitch =
        if needed > high - low { (high - low) / wishes.len().saturating_sub(1) as f64 } else { pitch };
    // In terms of `centre − rank · pitch` the labels need only not decrease.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (rank, &index) in order.iter().enumerate() {
        pools.push((wishes[index] - rank as f64 * pitch, 1));
        while let [.., before, last] = pools[..] {
            if before.0 <= last.0 {
                break;
            }
            let members = before.1 + last.1;
            let mean = (before.0 * before.1 as f64 + last.0 * last.1 as f64) / members as f64;
            pools.truncate(pools.len() - 2);
            pools.push((mean, members));
        }
    }
    let highest = high - pitch * wishes.len().saturating_sub(1) as f64;
    let levels = pools.iter().flat_map(|&(level, members)| std::iter::repeat_n(level, members));
    let mut centres = vec![0.0; wishes.len()];
    for (rank, (level, &index)) in levels.zip(&order).enumerate() {
        centres[index] = level.min(highest).max(low) + rank as f64 * pitch;
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::theme::INK;

    const STYLE: Type = Type { size: 20.0, weight: crate::charts::scene::Weight::Regular, colour: INK };

    #[test]
    fn wrapped_lines_fit_and_lose_no_word() {
        let text = "Hybrid is cheapest in six of eight scenarios and never dearest";
        let lines = wrap(text, STYLE, 200.0, 9).unwrap();
        assert!(lines.len() > 2);
        assert_eq!(lines.join(" "), text);
        for line in &lines {
            assert!(text_width(line, STYLE).unwrap() <= 200.0, "{line}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_beginning_and_its_end() {
        let name = "duty.personal-information-export-contract@cn-2024.approval.refusal";
        let width = 0.6 * text_width(name, STYLE).unwrap();
        let found = fit_name(name, STYLE, width).unwrap();
        assert!(text_width(&found, STYLE).unwrap() <= width && found.chars().count() > 30, "{found}");
        assert!(found.starts_with("duty.personal") && found.ends_with("approval.refusal"), "{found}");
        assert_eq!(fit_name(name, STYLE, 1e4).unwrap(), name);
        assert_eq!(fit_name(name, STYLE, 0.0).unwrap(), "…");
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        let text = "The move saves up to 47.9 M EUR in time";
        for share in [0.3, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8] {
            let lines = wrap(text, STYLE, share * text_width(text, STYLE).unwrap(), 9).unwrap();
            assert!(lines.iter().any(|line| line.contains("47.9 M")), "{lines:?}");
        }
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_comma() {
        let text = "完全本地化的平均成本最高，但最差情况下的损失减半";
        let lines = wrap(text, STYLE, 12.0 * STYLE.size, 9).unwrap();
        assert_eq!(lines, ["完全本地化的平均成本最", "高，但最差情况下的损失减", "半"]);
    }

    #[test]
    fn no_word_is_left_over_alone() {
        let text = "Only global integration is likely to cost more than the board is prepared to lose";
        let width = text_width(text, STYLE).unwrap() * 0.97;
        assert_eq!(wrap(text, STYLE, width, 2).unwrap()[1], "lose");
        let lines = wrap_evenly(text, STYLE, width, 2).unwrap();
        assert_eq!((lines.len(), lines.join(" ")), (2, text.to_owned()));
        assert!(lines[1].len() > 30, "{lines:?}");
    }

    #[test]
    fn only_the_last_line_is_cut() {
        let lines = wrap("one two three four five six seven", STYLE, 80.0, 2).unwrap();
        assert_eq!(lines.len(), 2);
        assert!(!lines[0].ends_with('…') && lines[1].ends_with('…'));
        assert!(text_width(&lines[1], STYLE).unwrap() <= 80.0);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let lines = wrap("Vollständigkeitsprüfungsverfahren", STYLE, 100.0, 9).unwrap();
        assert_eq!(lines.concat(), "Vollständigkeitsprüfungsverfahren");
        assert!(lines.len() > 2);
    }

    #[test]
    fn a_line_may_end_after_a_hyphen() {
        let width = text_width("Foreign-se", STYLE).unwrap();
        assert_eq!(wrap("Foreign-service ban", STYLE, width, 3).unwrap(), ["Foreign-", "service", "ban"]);
    }

    #[test]
    fn no_line_starts_with_a_separating_dot() {
        let text = "Scenario: Network cut · EUR, present value at 8 % · 20,000 trials · seed 42";
        for width in (150..700).step_by(10) {
            let lines = wrap(text, STYLE, f64::from(width), 20).unwrap();
            assert_eq!(lines.join(" "), text);
            assert!(lines.iter().all(|line| !line.starts_with('·')), "{lines:?}");
        }
    }

    #[test]
    fn no_width_at_all_ends() {
        assert_eq!(wrap("abc", STYLE, 0.0, 5).unwrap().len(), 3);
        assert_eq!(fit("abc", STYLE, 0.0).unwrap(), "");
    }

    #[test]
    fn labels_that_fit_stay_where_they_are() {
        assert_eq!(spread(&[90.0, 10.0, 50.0], 20.0, 0.0, 100.0), vec![90.0, 10.0, 50.0]);
    }

    #[test]
    fn crowded_labels_move_symmetrically() {
        // Three wishes at 50 with pitch 20: 30, 50, 70. The far one does not move.
        assert_eq!(spread(&[50.0, 50.0, 50.0, 95.0], 20.0, 0.0, 100.0), vec![30.0, 50.0, 70.0, 95.0]);
    }

    #[test]
    fn labels_stay_inside_and_apart() {
        let centres = spread(&[99.0, 98.0, 1.0, -4.0, 100.0], 15.0, 0.0, 100.0);
        let mut sorted = centres.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted[0] >= 0.0 && sorted[4] <= 100.0, "{sorted:?}");
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 15.0 - 1e-9), "{sorted:?}");
    }

    #[test]
    fn too_many_labels_are_spaced_evenly() {
        assert_eq!(spread(&[5.0, 5.0, 5.0], 100.0, 0.0, 100.0), vec![0.0, 50.0, 100.0]);
        assert_eq!(spread(&[500.0], 100.0, 0.0, 100.0), vec![100.0]);
        assert!(spread(&[], 1.0, 0.0, 1.0).is_empty());
    }
}
